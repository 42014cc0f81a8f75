import { and, asc, eq, sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import type { TimeExceptionOrigin } from './model.ts';
import { timeExceptions } from './tables.ts';

export type TimeExceptionRow = Row<typeof timeExceptions>;

/** All that one origin ever found in a timesheet, as first found. */
export const exceptionsOf = (
  timesheetId: string,
  origin: TimeExceptionOrigin,
  { tx, actor }: Context,
): Promise<TimeExceptionRow[]> =>
  tx.db
    .select()
    .from(timeExceptions)
    .where(
      and(
        eq(timeExceptions.tenantId, actor.tenantId),
        eq(timeExceptions.timesheetId, timesheetId),
        eq(timeExceptions.origin, origin),
      ),
    )
    .orderBy(asc(timeExceptions.id));

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
      and timesheet_id = any(${`{${timesheetIds.join(',')}}`}::uuid[]) group by timesheet_id`);
  return new Map(found.map(({ id, count }) => [id, count]));
}
