import { and, asc, eq, sql } from 'drizzle-orm';
import type { Context } from '../../kernel/operation.ts';
import type { Row } from '../../kernel/transaction.ts';
import type { StatedTime } from './model.ts';
import { timeEntries, timesheetDisputes, timesheetLines, timesheetPayLines, timesheets } from './tables.ts';

export type TimesheetRow = Row<typeof timesheets>;

/** Timesheets by id. */
export async function sheetsOf(
  ids: readonly string[],
  { tx, actor }: Context,
): Promise<Map<string, TimesheetRow>> {
  const rows = await tx.db
    .select()
    .from(timesheets)
    .where(
      and(
        eq(timesheets.tenantId, actor.tenantId),
        sql`${timesheets.id} = any(${`{${ids.join(',')}}`}::uuid[])`,
      ),
    );
  return new Map(rows.map((row) => [row.id, row]));
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

/** The intervals of the current versions of timesheets, in order, by timesheet. */
export async function entriesOfMany(
  sheets: readonly Pick<TimesheetRow, 'id'>[],
  { tx, actor }: Context,
): Promise<Map<string, Row<typeof timeEntries>[]>> {
  if (sheets.length === 0) return new Map();
  const found = await tx.db
    .select()
    .from(timeEntries)
    .where(
      and(
        eq(timeEntries.tenantId, actor.tenantId),
        eq(timeEntries.current, true),
        sql`${timeEntries.timesheetId} = any(${`{${sheets.map(({ id }) => id).join(',')}}`}::uuid[])`,
      ),
    )
    .orderBy(asc(timeEntries.startsAt));
  return Map.groupBy(found, ({ timesheetId }) => timesheetId);
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

/** Notes that the versions' intervals are no longer what was worked: the next versions' take their place. */
export async function retireEntries(
  sheets: readonly TimesheetRow[],
  { tx, actor, now }: Context,
): Promise<void> {
  await tx.rows(sql`update time_entries e set current = false, version = e.version + 1, updated_at = ${now}::timestamptz
    where e.tenant_id = ${actor.tenantId} and e.current
      and e.timesheet_id = any(${`{${sheets.map(({ id }) => id).join(',')}}`}::uuid[])`);
}

/** Hours of a version of a week. */
export interface StatedVersion {
  sheet: TimesheetRow;
  revision: number;
  entries: readonly SourcedTime[];
}

/** Writes the intervals of versions. */
export async function insertEntries(versions: readonly StatedVersion[], { tx }: Context): Promise<void> {
  const rows = versions.flatMap(({ sheet, revision, entries }) =>
    entries.map((entry) => ({ ...belonging(sheet), revision, ...statedOf(entry) })),
  );
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
  endedEarly: entry.endedEarly ?? null,
  missedRests: entry.missedRests ?? null,
  roles: entry.roles,
  calledAt: entry.calledAt ?? null,
  costCenterId: entry.costCenterId ?? null,
  workedUnitId: entry.workedUnitId ?? null,
  source: entry.source ?? 'stated',
  sourceId: entry.sourceId ?? null,
  note: entry.note ?? null,
});

/** Puts other intervals, and no lines, in the place of open timesheets'. */
export async function replaceEntries(
  weeks: readonly { sheet: TimesheetRow; entries: readonly SourcedTime[] }[],
  context: Context,
): Promise<void> {
  const ids = weeks.map(({ sheet }) => sheet.id);
  await clearCurrent([timeEntries, timesheetLines, timesheetPayLines], ids, context);
  const rows = weeks.flatMap(({ sheet, entries }) =>
    entries.map((entry) => ({ ...belonging(sheet), revision: sheet.revision, ...statedOf(entry) })),
  );
  await context.tx.insert(timeEntries, rows);
}

/** Removes what the current versions of timesheets hold in tables whose rows are replaced until approval. */
export async function clearCurrent(
  tables: readonly (typeof timeEntries | typeof timesheetLines | typeof timesheetPayLines)[],
  timesheetIds: readonly string[],
  { tx, actor }: Context,
): Promise<void> {
  if (timesheetIds.length === 0) return;
  for (const table of tables)
    await tx.rows(sql`delete from ${table} l using timesheets t where l.tenant_id = ${actor.tenantId}
      and l.timesheet_id = any(${`{${timesheetIds.join(',')}}`}::uuid[])
      and t.tenant_id = l.tenant_id and t.id = l.timesheet_id and t.revision = l.revision`);
}

/** Removes the lines that a version holds in one of the tables whose rows are replaced until approval. */
export async function removeOf(
  table: typeof timesheetLines | typeof timesheetPayLines,
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

/** Where timesheets stand that are not invoiced yet, nor were before a dispute; held until the transaction ends. */
export const holdUninvoiced = (
  ids: readonly string[],
  { tx, actor }: Context,
): Promise<Pick<TimesheetRow, 'id' | 'state'>[]> =>
  tx.rows(sql`select t.id, t.state from timesheets t join unnest(${`{${ids.join(',')}}`}::uuid[]) asked (id) on asked.id = t.id
    where t.tenant_id = ${actor.tenantId} and t.state <> 'invoiced' and t.dispute ->> 'from' is distinct from 'invoiced'
    order by t.id for update of t`);

/** Moves approved timesheets on, in one statement however many; whom each concerns, and its revision. */
export const moveApproved = (
  ids: readonly string[],
  state: TimesheetRow['state'],
  { tx, actor, now }: Context,
): Promise<
  Pick<
    TimesheetRow,
    'id' | 'version' | 'programId' | 'facilityId' | 'unitId' | 'vendorId' | 'workerId' | 'revision'
  >[]
> =>
  tx.rows(sql`update timesheets t set state = ${state}, version = t.version + 1, updated_at = ${now}::timestamptz
    from unnest(${`{${ids.join(',')}}`}::uuid[]) moved (id)
    where t.tenant_id = ${actor.tenantId} and t.id = moved.id and t.state = 'approved'
    returning t.id, t.version, t.program_id as "programId", t.facility_id as "facilityId", t.unit_id as "unitId",
      t.vendor_id as "vendorId", t.worker_id as "workerId", t.revision`);
