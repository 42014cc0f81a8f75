import { and, eq, sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import { timeEntries, timesheets } from '../tables.ts';

/** The intervals that are stated for an assignment on days from a first to a last one, by the day on which each began. */
export const statedOn = (
  assignmentId: string,
  { first, last }: { first: string; last: string },
  { tx, actor }: Context,
) =>
  tx.db
    .select({
      startsAt: timeEntries.startsAt,
      endsAt: timeEntries.endsAt,
      meals: timeEntries.meals,
      timeZone: timesheets.timeZone,
    })
    .from(timeEntries)
    .innerJoin(
      timesheets,
      and(eq(timesheets.tenantId, timeEntries.tenantId), eq(timesheets.id, timeEntries.timesheetId)),
    )
    .where(
      and(
        eq(timeEntries.tenantId, actor.tenantId),
        eq(timesheets.assignmentId, assignmentId),
        eq(timeEntries.revision, timesheets.revision),
        sql`(${timeEntries.startsAt} at time zone ${timesheets.timeZone})::date between ${first}::date and ${last}::date`,
      ),
    );
