import { and, asc, eq, sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import { epochDay } from '../../../kernel/zone.ts';
import { assignments, holdAssignments, type AssignmentRow } from '../../assignments/index.ts';
import type { StatedTime } from '../model.ts';
import type { TimesheetRow, Weeks } from '../store.ts';
import { timeEntries, timesheets } from '../tables.ts';

export const idList = (ids: readonly string[]): string => `{${ids.join(',')}}`;

const daysBetween = (one: string, other: string) => epochDay(other) - epochDay(one);

/** The named weeks of those found, each with those beside it on the same assignment. */
function besideEach(ids: readonly string[], found: readonly TimesheetRow[]): Map<string, Weeks> {
  const named = new Set(ids);
  const byAssignment = Map.groupBy(found, ({ assignmentId }) => assignmentId);
  return new Map(
    found
      .filter(({ id }) => named.has(id))
      .map((sheet) => {
        const away = (row: TimesheetRow) => daysBetween(sheet.weekStartsOn, row.weekStartsOn);
        const weeks = byAssignment.get(sheet.assignmentId)!;
        const previous = weeks.find((row) => away(row) < 0 && away(row) >= -7);
        const following = weeks.find((row) => away(row) > 0 && away(row) <= 7);
        return [sheet.id, { sheet, previous, following }];
      }),
  );
}

/** Locks weeks and those beside them, after all their assignments, in one order for all callers; of those there are. */
export async function weeksOfMany(ids: readonly string[], context: Context): Promise<Map<string, Weeks>> {
  const { tx, actor } = context;
  const seen = await tx.rows<{ assignmentId: string }>(sql`select distinct assignment_id as "assignmentId"
    from timesheets where tenant_id = ${actor.tenantId} and id = any(${idList(ids)}::uuid[])`);
  if (seen.length === 0) return new Map();
  await holdAssignments(
    seen.map(({ assignmentId }) => assignmentId),
    context,
  );
  const found = await tx.db
    .select()
    .from(timesheets)
    .where(
      and(
        eq(timesheets.tenantId, actor.tenantId),
        sql`exists (select from timesheets n where n.tenant_id = ${timesheets.tenantId} and n.assignment_id = ${timesheets.assignmentId}
          and n.id = any(${idList(ids)}::uuid[]) and ${timesheets.weekStartsOn} between n.week_starts_on - 7 and n.week_starts_on + 7)`,
      ),
    )
    .orderBy(asc(timesheets.id))
    .for('update');
  return besideEach(ids, found);
}

/** The intervals of the current versions of weeks, by week. */
export async function entriesOfMany(
  sheets: readonly TimesheetRow[],
  { tx, actor }: Context,
): Promise<Map<string, StatedTime[]>> {
  if (sheets.length === 0) return new Map();
  const found = await tx.db
    .select()
    .from(timeEntries)
    .where(
      and(
        eq(timeEntries.tenantId, actor.tenantId),
        eq(timeEntries.current, true),
        sql`${timeEntries.timesheetId} = any(${idList(sheets.map(({ id }) => id))}::uuid[])`,
      ),
    )
    .orderBy(asc(timeEntries.startsAt));
  return Map.groupBy(found, ({ timesheetId }) => timesheetId);
}

/** The assignments of weeks, by id. */
export async function assignmentsOf(
  sheets: readonly TimesheetRow[],
  { tx, actor }: Context,
): Promise<Map<string, AssignmentRow>> {
  const found = await tx.db
    .select()
    .from(assignments)
    .where(
      and(
        eq(assignments.tenantId, actor.tenantId),
        sql`${assignments.id} = any(${idList(sheets.map(({ assignmentId }) => assignmentId))}::uuid[])`,
      ),
    );
  return new Map(found.map((row) => [row.id, row]));
}
