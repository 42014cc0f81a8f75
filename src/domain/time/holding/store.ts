import { and, asc, eq, gte, sql } from 'drizzle-orm';
import { notFound } from '../../../kernel/errors.ts';
import type { Context } from '../../../kernel/operation.ts';
import { dayText, epochDay } from '../../../kernel/zone.ts';
import { assignments, holdAssignments, type AssignmentRow } from '../../assignments/index.ts';
import type { TimesheetRow } from '../store.ts';
import { timesheets } from '../tables.ts';

/** A timesheet and those of the same assignment for the weeks beside it, all locked. */
export interface Weeks {
  sheet: TimesheetRow;
  previous: TimesheetRow | undefined;
  following: TimesheetRow | undefined;
}

const uuids = (ids: readonly string[]) => sql`${`{${ids.join(',')}}`}::uuid[]`;

/**
 * Holds assignments as they are, then the time of their workers, each in one order for all callers, until the transaction
 * ends. One at a time changes time of a worker: weeks of several assignments count together, and are rated one after the
 * other. Whoever changes an assignment holds it before it comes to this, so it goes before the time; weeks go after both.
 */
export async function holdTimeOn(assignmentIds: readonly string[], context: Context): Promise<void> {
  if (assignmentIds.length === 0) return;
  const { tx, actor } = context;
  await holdAssignments(assignmentIds, context);
  await tx.rows(sql`select pg_advisory_xact_lock(hashtextextended(w.key, 0))
    from (select distinct concat(a.tenant_id, ' time of ', a.worker_id) as key from assignments a
      where a.tenant_id = ${actor.tenantId} and a.id = any(${uuids(assignmentIds)}) order by key) w`);
}

const away = ({ weekStartsOn }: TimesheetRow, from: TimesheetRow) =>
  epochDay(weekStartsOn) - epochDay(from.weekStartsOn);

/** Locks weeks and those beside them, after all their assignments and the time of their workers; of those there are, by id. */
export async function lockedWeeksOf(ids: readonly string[], context: Context): Promise<Map<string, Weeks>> {
  const { tx, actor } = context;
  const seen = await tx.rows<{ assignmentId: string }>(sql`select distinct assignment_id as "assignmentId"
    from timesheets where tenant_id = ${actor.tenantId} and id = any(${uuids(ids)})`);
  if (seen.length === 0) return new Map();
  await holdTimeOn(
    seen.map(({ assignmentId }) => assignmentId),
    context,
  );
  const found = await tx.db
    .select()
    .from(timesheets)
    .where(
      and(
        eq(timesheets.tenantId, actor.tenantId),
        sql`exists (select from timesheets s where s.tenant_id = ${actor.tenantId} and s.id = any(${uuids(ids)})
          and s.assignment_id = ${timesheets.assignmentId} and abs(s.week_starts_on - ${timesheets.weekStartsOn}) <= 7)`,
      ),
    )
    .orderBy(asc(timesheets.id))
    .for('update');
  const named = new Set(ids);
  const byAssignment = Map.groupBy(found, ({ assignmentId }) => assignmentId);
  return new Map(
    found
      .filter(({ id }) => named.has(id))
      .map((sheet) => {
        const beside = byAssignment.get(sheet.assignmentId)!.filter((row) => Math.abs(away(row, sheet)) <= 7);
        const previous = beside.find((row) => away(row, sheet) < 0);
        const following = beside.find((row) => away(row, sheet) > 0);
        return [sheet.id, { sheet, previous, following }];
      }),
  );
}

/**
 * Locks a week and its neighbors, as `lockedWeeksOf`: an interval may reach from one into the next, and what they are
 * priced by does not change meanwhile. `not_found` where the caller sees none.
 */
export async function lockedWeeks(timesheetId: string, context: Context): Promise<Weeks> {
  const weeks = (await lockedWeeksOf([timesheetId], context)).get(timesheetId);
  if (!weeks) throw notFound();
  return weeks;
}

/** Locks one timesheet after its assignment and the time of its worker; `not_found`, or `stale_version` where the caller saw another version. */
export async function lockedTimesheet(
  timesheetId: string,
  context: Context,
  options?: { version: boolean },
): Promise<TimesheetRow> {
  const seen = await context.tx.find(timesheets, timesheetId);
  if (!seen) throw notFound();
  await holdTimeOn([seen.assignmentId], context);
  return context.take(timesheets, timesheetId, options);
}

/** Locks the weeks of an assignment that may hold a day from this one on, and those beside them; answers those, by week. */
export async function lockedFrom(
  assignmentId: string,
  day: string,
  context: Context,
): Promise<TimesheetRow[]> {
  const { tx, actor } = context;
  await holdTimeOn([assignmentId], context);
  // A workweek that begins at any hour ends within the day on which the next one begins.
  const first = dayText(epochDay(day) - 7);
  const locked = await tx.db
    .select()
    .from(timesheets)
    .where(
      and(
        eq(timesheets.tenantId, actor.tenantId),
        eq(timesheets.assignmentId, assignmentId),
        gte(timesheets.weekStartsOn, dayText(epochDay(first) - 7)),
      ),
    )
    .orderBy(asc(timesheets.id))
    .for('update');
  return locked
    .filter(({ weekStartsOn }) => weekStartsOn >= first)
    .toSorted((one, other) => (one.weekStartsOn < other.weekStartsOn ? -1 : 1));
}

/** Assignments by id, held with the time of their workers; those out of the caller's sight are none. */
export async function heldAssignments(
  ids: readonly string[],
  context: Context,
): Promise<Map<string, AssignmentRow>> {
  if (ids.length === 0) return new Map();
  await holdTimeOn([...new Set(ids)], context);
  return assignmentsById(ids, context);
}

/** Assignments by id, as they stand. */
export async function assignmentsById(
  ids: readonly string[],
  { tx, actor }: Context,
): Promise<Map<string, AssignmentRow>> {
  const rows = await tx.db
    .select()
    .from(assignments)
    .where(
      and(
        eq(assignments.tenantId, actor.tenantId),
        sql`${assignments.id} = any(${uuids([...new Set(ids)])})`,
      ),
    );
  return new Map(rows.map((row) => [row.id, row]));
}
