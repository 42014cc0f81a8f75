import { and, eq, sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { TimesheetRow } from '../store.ts';
import { timesheets } from '../tables.ts';

/** The timesheet of an assignment in whose week an instant lies. */
export async function sheetHolding(
  assignmentId: string,
  instant: string,
  { tx, actor }: Context,
): Promise<TimesheetRow | undefined> {
  const [found] = await tx.db
    .select()
    .from(timesheets)
    .where(
      and(
        eq(timesheets.tenantId, actor.tenantId),
        eq(timesheets.assignmentId, assignmentId),
        sql`${timesheets.weekStartsAt} <= ${instant}::timestamptz and ${timesheets.weekEndsAt} > ${instant}::timestamptz`,
      ),
    );
  return found;
}
