import { and, asc, eq, sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import type { TimeExceptionOrigin } from './model.ts';
import { timeExceptions } from './tables.ts';

export type TimeExceptionRow = Row<typeof timeExceptions>;

const uuids = (ids: readonly string[]) => sql`${`{${ids.join(',')}}`}::uuid[]`;

/** All that one origin ever found in timesheets, as first found. */
export const exceptionsOf = (
  timesheetIds: readonly string[],
  origin: TimeExceptionOrigin,
  { tx, actor }: Context,
): Promise<TimeExceptionRow[]> =>
  tx.db
    .select()
    .from(timeExceptions)
    .where(
      and(
        eq(timeExceptions.tenantId, actor.tenantId),
        sql`${timeExceptions.timesheetId} = any(${uuids(timesheetIds)})`,
        eq(timeExceptions.origin, origin),
      ),
    )
    .orderBy(asc(timeExceptions.id));

/** Days of suspension whose hours count all the same, as the program said, by timesheet. */
export async function countedDaysOf(
  timesheetIds: readonly string[],
  { tx, actor }: Context,
): Promise<Map<string, Set<string>>> {
  if (timesheetIds.length === 0) return new Map();
  const found = await tx.rows<{
    id: string;
    days: string[];
  }>(sql`select timesheet_id as id, array_agg(work_date::text) as days
    from time_exceptions where tenant_id = ${actor.tenantId} and code = 'suspended_day' and state = 'resolved'
      and timesheet_id = any(${uuids(timesheetIds)}) group by timesheet_id`);
  return new Map(found.map(({ id, days }) => [id, new Set(days)]));
}

/** How many exceptions are open, by timesheet; of one that has none, nothing. */
export async function openExceptionsOf(
  timesheetIds: readonly string[],
  { tx, actor }: Context,
): Promise<Map<string, number>> {
  const found = await tx.rows<{
    id: string;
    count: number;
  }>(sql`select timesheet_id as id, count(*)::integer as count
    from time_exceptions where tenant_id = ${actor.tenantId} and state = 'open'
      and timesheet_id = any(${uuids(timesheetIds)}) group by timesheet_id`);
  return new Map(found.map(({ id, count }) => [id, count]));
}
