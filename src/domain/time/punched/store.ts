import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import { assignments, type AssignmentRow } from '../../assignments/index.ts';
import type { TimesheetRow } from '../store.ts';
import { timeEntries, timesheetLines, timesheetPayLines, timesheets } from '../tables.ts';

const listed = (ids: readonly string[]) => sql`${`{${ids.join(',')}}`}::uuid[]`;

/** One at a time changes time of each of the workers, as `lockedWeeks` has it; in one order for all callers. */
export async function holdTimeOf(workerIds: readonly string[], { tx, actor }: Context): Promise<void> {
  const keys = [...new Set(workerIds)].toSorted().map((id) => `${actor.tenantId} time of ${id}`);
  if (keys.length > 0)
    await tx.rows(
      sql`select pg_advisory_xact_lock(hashtextextended(k.key, 0))
        from (select value as key from json_array_elements_text(${JSON.stringify(keys)}::json) order by value) k`,
    );
}

/** Timesheets and those of their assignments for the weeks beside them, all locked, by id. */
export async function lockedBeside(
  sheetIds: readonly string[],
  { tx, actor }: Context,
): Promise<Map<string, TimesheetRow>> {
  const rows = await tx.db
    .select()
    .from(timesheets)
    .where(
      and(
        eq(timesheets.tenantId, actor.tenantId),
        sql`exists (select from timesheets s where s.tenant_id = ${actor.tenantId} and s.id = any(${listed(sheetIds)})
          and s.assignment_id = ${timesheets.assignmentId} and abs(s.week_starts_on - ${timesheets.weekStartsOn}) <= 7)`,
      ),
    )
    .orderBy(asc(timesheets.id))
    .for('update');
  return new Map(rows.map((row) => [row.id, row]));
}

/** The assignments of timesheets, by id. */
export async function assignmentsOf(
  sheets: readonly TimesheetRow[],
  { tx, actor }: Context,
): Promise<Map<string, AssignmentRow>> {
  const ids = [...new Set(sheets.map(({ assignmentId }) => assignmentId))];
  const rows = await tx.db
    .select()
    .from(assignments)
    .where(and(eq(assignments.tenantId, actor.tenantId), inArray(assignments.id, ids)));
  return new Map(rows.map((row) => [row.id, row]));
}

/** The intervals of the timesheets' current versions, by timesheet. */
export async function entriesOfAll(
  sheets: readonly TimesheetRow[],
  { tx, actor }: Context,
): Promise<Map<string, Row<typeof timeEntries>[]>> {
  const rows = await tx.db
    .select()
    .from(timeEntries)
    .where(
      and(
        eq(timeEntries.tenantId, actor.tenantId),
        sql`${timeEntries.timesheetId} = any(${listed(sheets.map(({ id }) => id))})`,
        eq(timeEntries.current, true),
      ),
    )
    .orderBy(asc(timeEntries.startsAt));
  return Map.groupBy(rows, ({ timesheetId }) => timesheetId);
}

/** Removes the intervals and lines of open timesheets. */
export async function clearAll(sheetIds: readonly string[], { tx, actor }: Context): Promise<void> {
  for (const table of [timeEntries, timesheetLines, timesheetPayLines])
    await tx.rows(
      sql`delete from ${table} where tenant_id = ${actor.tenantId} and timesheet_id = any(${listed(sheetIds)})
        and revision = (select t.revision from timesheets t where t.tenant_id = ${actor.tenantId} and t.id = timesheet_id)`,
    );
}
