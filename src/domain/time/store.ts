import { and, asc, eq, gte, lte, sql } from 'drizzle-orm';
import { notFound } from '../../kernel/errors.ts';
import type { Context } from '../../kernel/operation.ts';
import type { Row } from '../../kernel/transaction.ts';
import { dayText, epochDay } from '../../kernel/zone.ts';
import { holdAssignment } from '../assignments/index.ts';
import type { StatedTime } from './model.ts';
import { timeEntries, timesheetDisputes, timesheetLines, timesheetPayLines, timesheets } from './tables.ts';

export type TimesheetRow = Row<typeof timesheets>;

/** A timesheet and those of the same assignment for the weeks beside it, all locked. */
export interface Weeks {
  sheet: TimesheetRow;
  previous: TimesheetRow | undefined;
  following: TimesheetRow | undefined;
}

/** Locks one timesheet after its assignment; `not_found`, or `stale_version` where the caller saw another version. */
export async function lockedTimesheet(
  timesheetId: string,
  context: Context,
  options?: { version: boolean },
): Promise<TimesheetRow> {
  const seen = await context.tx.find(timesheets, timesheetId);
  if (!seen) throw notFound();
  await holdAssignment(seen.assignmentId, context);
  return context.take(timesheets, timesheetId, options);
}

/** One at a time changes time of a worker: weeks of several assignments count together, and are rated one after the other. */
async function holdTimeOf({ workerId }: TimesheetRow, { tx, actor }: Context): Promise<void> {
  await tx.rows(
    sql`select pg_advisory_xact_lock(hashtextextended(${`${actor.tenantId} time of ${workerId}`}, 0))`,
  );
}

/**
 * Locks a week and its neighbors after their assignment, in one order for all callers: an interval may reach from one
 * into the next, and what they are priced by does not change meanwhile.
 */
export async function lockedWeeks(timesheetId: string, context: Context): Promise<Weeks> {
  const { tx, actor } = context;
  const seen = await tx.find(timesheets, timesheetId);
  if (!seen) throw notFound();
  await holdTimeOf(seen, context);
  await holdAssignment(seen.assignmentId, context);
  const week = epochDay(seen.weekStartsOn);
  const found = await tx.db
    .select()
    .from(timesheets)
    .where(
      and(
        eq(timesheets.tenantId, actor.tenantId),
        eq(timesheets.assignmentId, seen.assignmentId),
        gte(timesheets.weekStartsOn, dayText(week - 7)),
        lte(timesheets.weekStartsOn, dayText(week + 7)),
      ),
    )
    .orderBy(asc(timesheets.id))
    .for('update');
  const by = (matches: (row: TimesheetRow) => boolean) => found.find(matches);
  return {
    sheet: by(({ id }) => id === timesheetId)!,
    previous: by(({ weekStartsOn }) => weekStartsOn < seen.weekStartsOn),
    following: by(({ weekStartsOn }) => weekStartsOn > seen.weekStartsOn),
  };
}

/** Locks the weeks of an assignment that may hold a day from this one on, and those beside them; answers those, by week. */
export async function lockedFrom(
  assignmentId: string,
  day: string,
  { tx, actor }: Context,
): Promise<TimesheetRow[]> {
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

/** The intervals of a timesheet's current version, in order. */
export async function entriesOf(sheet: TimesheetRow | undefined, { tx, actor }: Context) {
  if (!sheet) return [];
  return tx.db
    .select()
    .from(timeEntries)
    .where(
      and(
        eq(timeEntries.tenantId, actor.tenantId),
        eq(timeEntries.timesheetId, sheet.id),
        eq(timeEntries.revision, sheet.revision),
      ),
    )
    .orderBy(asc(timeEntries.startsAt));
}

/** The scope and parties that every row under a timesheet carries. */
export const belonging = (sheet: TimesheetRow) => ({
  timesheetId: sheet.id,
  programId: sheet.programId,
  facilityId: sheet.facilityId,
  unitId: sheet.unitId,
  vendorId: sheet.vendorId,
  workerId: sheet.workerId,
});

/** Notes that a version's intervals are no longer what was worked: the next version's take their place. */
export async function retireEntries(sheet: TimesheetRow, { tx, actor, now }: Context): Promise<void> {
  await tx.db
    .update(timeEntries)
    .set({ current: false, version: sql`${timeEntries.version} + 1`, updatedAt: now })
    .where(
      and(
        eq(timeEntries.tenantId, actor.tenantId),
        eq(timeEntries.timesheetId, sheet.id),
        eq(timeEntries.current, true),
      ),
    );
}

/** Writes the intervals of a version. */
export async function insertEntries(
  sheet: TimesheetRow,
  revision: number,
  entries: readonly SourcedTime[],
  { tx }: Context,
): Promise<void> {
  const rows = entries.map((entry) => ({ ...belonging(sheet), revision, ...statedOf(entry) }));
  await tx.insert(timeEntries, rows);
}

/** Stated time, and where it came from; `stated` unless told. */
export interface SourcedTime extends StatedTime {
  source?: 'stated' | 'punches' | 'shift' | 'import';
}

/** What an interval says of itself, as a row keeps it. */
export const statedOf = (entry: SourcedTime) => ({
  startsAt: entry.startsAt,
  endsAt: entry.endsAt,
  kind: entry.kind,
  meals: entry.meals,
  mealAttestation: entry.mealAttestation ?? null,
  missedRests: entry.missedRests ?? null,
  roles: entry.roles,
  calledAt: entry.calledAt ?? null,
  costCenterId: entry.costCenterId ?? null,
  workedUnitId: entry.workedUnitId ?? null,
  source: entry.source ?? 'stated',
  sourceId: entry.sourceId ?? null,
  note: entry.note ?? null,
});

/** Puts other intervals, and no lines, in the place of an open timesheet's. */
export async function replaceEntries(
  sheet: TimesheetRow,
  entries: readonly SourcedTime[],
  context: Context,
): Promise<void> {
  await removeOf(timeEntries, sheet, sheet.revision, context);
  await removeOf(timesheetLines, sheet, sheet.revision, context);
  await removeOf(timesheetPayLines, sheet, sheet.revision, context);
  await insertEntries(sheet, sheet.revision, entries, context);
}

/** Removes what a version holds in one of the tables whose rows are replaced until approval. */
export async function removeOf(
  table: typeof timeEntries | typeof timesheetLines | typeof timesheetPayLines,
  sheet: TimesheetRow,
  revision: number,
  { tx, actor }: Context,
): Promise<void> {
  await tx.db
    .delete(table)
    .where(
      and(eq(table.tenantId, actor.tenantId), eq(table.timesheetId, sheet.id), eq(table.revision, revision)),
    );
}

/** The open dispute of a timesheet, locked. */
export async function openDisputeOf(timesheetId: string, { tx, actor }: Context) {
  const [dispute] = await tx.db
    .select()
    .from(timesheetDisputes)
    .where(
      and(
        eq(timesheetDisputes.tenantId, actor.tenantId),
        eq(timesheetDisputes.timesheetId, timesheetId),
        eq(timesheetDisputes.state, 'open'),
      ),
    )
    .for('update');
  return dispute;
}

/** Whether a membership is one of the actor's own person; asked as the tenant's own hand. */
export async function isOwnMembership(membershipId: string, { tx, actor }: Context): Promise<boolean> {
  const found = await tx.rows<{ id: string }>(
    sql`select m.id from memberships m where m.tenant_id = ${actor.tenantId} and m.id = ${membershipId} and m.user_id = ${actor.userId}`,
  );
  return found.length > 0;
}

/** The week of the worker's time on another assignment, as far as the caller sees it, that these intervals overlap. */
export async function weekElsewhere(
  sheet: TimesheetRow,
  entries: readonly StatedTime[],
  { tx, actor }: Context,
): Promise<string | undefined> {
  const spans = JSON.stringify(
    entries.map(({ startsAt, endsAt, kind }) => ({ startsAt, endsAt, onCall: kind === 'on_call' })),
  );
  const [other] = await tx.rows<{ week: string }>(sql`select t.week_starts_on as week
    from jsonb_to_recordset(${spans}::jsonb) as stated ("startsAt" timestamptz, "endsAt" timestamptz, "onCall" boolean)
    join time_entries e on e.tenant_id = ${actor.tenantId} and e.worker_id = ${sheet.workerId} and e.current
      and (e.kind = 'on_call') = stated."onCall"
      and tstzrange(e.starts_at, e.ends_at) && tstzrange(stated."startsAt", stated."endsAt")
    join timesheets t on t.tenant_id = e.tenant_id and t.id = e.timesheet_id and t.assignment_id <> ${sheet.assignmentId}
    order by 1 limit 1`);
  return other?.week;
}

/** Whether time that was handed in on an assignment starts after a day. */
export async function hasTimeAfter(
  assignmentId: string,
  day: string,
  { tx, actor }: Context,
): Promise<boolean> {
  const found = await tx.rows<{ id: string }>(sql`select e.id from timesheets t
    join time_entries e on e.tenant_id = t.tenant_id and e.timesheet_id = t.id and e.current
    where t.tenant_id = ${actor.tenantId} and t.assignment_id = ${assignmentId} and t.state <> 'open'
      and (e.starts_at at time zone t.time_zone)::date > ${day}::date limit 1`);
  return found.length > 0;
}
