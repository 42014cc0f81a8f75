import { and, asc, eq, gte, lte, sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import { dayText, epochDay } from '../../../kernel/zone.ts';
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
  const seen = await tx.rows<{ assignmentId: string; weekStartsOn: string }>(sql`
    select assignment_id as "assignmentId", week_starts_on::text as "weekStartsOn"
    from timesheets where tenant_id = ${actor.tenantId} and id = any(${idList(ids)}::uuid[])`);
  if (seen.length === 0) return new Map();
  const assignmentIds = [...new Set(seen.map(({ assignmentId }) => assignmentId))];
  const days = seen.map(({ weekStartsOn }) => epochDay(weekStartsOn));
  await holdAssignments(assignmentIds, context);
  const found = await tx.db
    .select()
    .from(timesheets)
    .where(
      and(
        eq(timesheets.tenantId, actor.tenantId),
        sql`${timesheets.assignmentId} = any(${idList(assignmentIds)}::uuid[])`,
        gte(timesheets.weekStartsOn, dayText(Math.min(...days) - 7)),
        lte(timesheets.weekStartsOn, dayText(Math.max(...days) + 7)),
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
