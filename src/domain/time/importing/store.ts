import { sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import type { TimesheetRow } from '../store.ts';
import { timeEntries, timesheets } from '../tables.ts';

export type EntryRow = Row<typeof timeEntries>;

const json = (rows: readonly object[]) => JSON.stringify(rows);

/** The zones of facilities, by id. */
export async function zonesOf(
  facilityIds: readonly string[],
  { tx, actor }: Context,
): Promise<Map<string, string>> {
  const unique = [...new Set(facilityIds)];
  const found = await tx.rows<{
    id: string;
    zone: string;
  }>(sql`select f.id, f.time_zone as zone from facilities f
    where f.tenant_id = ${actor.tenantId} and f.id = any(${`{${unique.join(',')}}`}::uuid[])`);
  return new Map(found.map(({ id, zone }) => [id, zone]));
}

/** The cost centers of programs that the actor sees: their ids by code, by program. */
export async function costCentersOf(
  wanted: readonly { programId: string; code: string }[],
  { tx, actor }: Context,
): Promise<Map<string, Map<string, string>>> {
  const byProgram = new Map<string, Map<string, string>>();
  if (wanted.length === 0) return byProgram;
  const found = await tx.rows<{ programId: string; code: string; id: string }>(
    sql`select distinct c.program_id as "programId", c.code, c.id
      from json_to_recordset(${json(wanted)}::json) as w ("programId" uuid, code text)
      join cost_centers c on c.tenant_id = ${actor.tenantId} and c.program_id = w."programId" and c.code = w.code`,
  );
  for (const { programId, code, id } of found) {
    const known = byProgram.get(programId) ?? new Map<string, string>();
    byProgram.set(programId, known.set(code, id));
  }
  return byProgram;
}

/** A worker’s time that a sender knows by an id. */
export interface SourceKey {
  workerId: string;
  vendorId: string;
  sourceId: string;
}

// `offset 0` has each key looked up by an index: of what was loaded just now there are no statistics, and whatever is
// guessed of it would otherwise read all of the tenant's time for each key.
const timeOfSources = (sources: readonly SourceKey[], tenantId: string) =>
  sql`json_to_recordset(${json(sources)}::json) as k ("workerId" uuid, "vendorId" uuid, "sourceId" text)
    cross join lateral (select e.id, e.timesheet_id from time_entries e where e.tenant_id = ${tenantId}
      and e.worker_id = k."workerId" and e.vendor_id = k."vendorId" and e.source_id = k."sourceId" and e.current offset 0) e`;

/** The weeks of assignments that meet a span, and those in which time of these sources stands; locked, by id. */
export async function lockedSheets(
  spans: readonly { assignmentId: string; from: string; until: string }[],
  sources: readonly SourceKey[],
  { tx, actor }: Context,
): Promise<Map<string, TimesheetRow>> {
  const { tenantId } = actor;
  const found = await tx.rows<{ id: string }>(sql`select t.id
    from json_to_recordset(${json(spans)}::json) as s ("assignmentId" uuid, "from" timestamptz, "until" timestamptz)
    cross join lateral (select t.id from timesheets t where t.tenant_id = ${tenantId} and t.assignment_id = s."assignmentId"
      and t.week_starts_at < s."until" and t.week_ends_at > s."from" offset 0) t
    union select e.timesheet_id from ${timeOfSources(sources, tenantId)}`);
  return tx.takeAll(
    timesheets,
    found.map(({ id }) => id),
  );
}

/** The present time of workers that meets a span, and that of these sources, wherever it stands; by start. */
export async function presentTime(
  spans: readonly { workerId: string; from: string; until: string }[],
  sources: readonly SourceKey[],
  { tx, actor }: Context,
): Promise<EntryRow[]> {
  const { tenantId } = actor;
  const found = await tx.rows<{ id: string }>(sql`select e.id
    from json_to_recordset(${json(spans)}::json) as s ("workerId" uuid, "from" timestamptz, "until" timestamptz)
    cross join lateral (select e.id from time_entries e where e.tenant_id = ${tenantId} and e.worker_id = s."workerId"
      and e.starts_at < s."until" and e.starts_at > s."from" - interval '24 hours' and e.ends_at > s."from" and e.current offset 0) e
    union select e.id from ${timeOfSources(sources, tenantId)}`);
  if (found.length === 0) return [];
  const ids = `{${found.map(({ id }) => id).join(',')}}`;
  return tx.db
    .select()
    .from(timeEntries)
    .where(sql`${timeEntries.tenantId} = ${tenantId} and ${timeEntries.id} = any(${ids}::uuid[])`)
    .orderBy(timeEntries.startsAt);
}

/** The week in which voided or replaced time of a source stood, if any that was handed in did. */
export async function retiredSheetOf(
  { workerId, vendorId, sourceId }: SourceKey,
  { tx, actor }: Context,
): Promise<TimesheetRow | undefined> {
  const [found] = await tx.rows<{ id: string }>(sql`select e.timesheet_id as id from time_entries e
    where e.tenant_id = ${actor.tenantId} and e.worker_id = ${workerId} and e.vendor_id = ${vendorId} and e.source_id = ${sourceId} and not e.current
    order by e.created_at desc limit 1`);
  return found && tx.find(timesheets, found.id);
}

/** Removes intervals of open weeks. */
export async function removeTime(ids: readonly string[], { tx, actor }: Context): Promise<void> {
  if (ids.length === 0) return;
  await tx.rows(sql`delete from time_entries e where e.tenant_id = ${actor.tenantId}
    and e.id = any(${`{${ids.join(',')}}`}::uuid[])`);
}
