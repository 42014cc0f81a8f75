import { sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import { asTenant } from '../../../kernel/transaction.ts';

export type { AssignmentRow } from '../../assignments/index.ts';

/** Which worker was where when. */
export interface Whereabouts {
  index: number;
  workerId: string;
  facilityId: string | null;
  occurredAt: string;
}

/**
 * The assignments of workers, as the caller sees them, that may take a punch made then and there: those that run on its
 * day; or, where none does, that ended on the day before, for who leaves in the morning.
 */
export async function assignmentsAt(
  asked: readonly Whereabouts[],
  { tx, actor }: Context,
): Promise<Map<number, string[]>> {
  if (asked.length === 0) return new Map();
  const found = await tx.rows<{ index: number; id: string }>(sql`
    select w.index, c.id from json_to_recordset(${JSON.stringify(asked)}::json)
      as w (index integer, "workerId" uuid, "facilityId" uuid, "occurredAt" timestamptz)
    cross join lateral (
      select a.id, d.day <= coalesce(a.ended_on, a.ends_on) as runs, bool_or(d.day <= coalesce(a.ended_on, a.ends_on)) over () as one_runs
      from assignments a
      join facilities f on f.tenant_id = a.tenant_id and f.id = a.facility_id
      cross join lateral (select (w."occurredAt" at time zone f.time_zone)::date as day) d
      where a.tenant_id = ${actor.tenantId} and a.worker_id = w."workerId" and (w."facilityId" is null or a.facility_id = w."facilityId")
        and a.state in ('pending', 'active', 'suspended', 'ended')
        and d.day between coalesce(a.started_on, a.starts_on) and coalesce(a.ended_on, a.ends_on) + 1) c
    where c.runs or not c.one_runs order by w.index, c.id`);
  return new Map(
    [...Map.groupBy(found, ({ index }) => index)].map(([index, rows]) => [index, rows.map(({ id }) => id)]),
  );
}

/** Whose assignments they are, by assignment. */
export async function workersOf(
  ids: readonly string[],
  { tx, actor }: Context,
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const found = await tx.rows<{ id: string; workerId: string }>(
    sql`select a.id, a.worker_id as "workerId" from assignments a
      where a.tenant_id = ${actor.tenantId} and a.id = any(${`{${[...new Set(ids)].join(',')}}`}::uuid[])`,
  );
  return new Map(found.map(({ id, workerId }) => [id, workerId]));
}

/** Where a facility is, and how far from it its program lets punches be made. */
export interface Fence {
  latitude: number | null;
  longitude: number | null;
  geofenceMeters: number | null;
}

/** The fences of facilities, by id; workers and vendors need not read the facility. */
export async function fencesOf(
  facilityIds: readonly string[],
  { tx, actor }: Context,
): Promise<Map<string, Fence>> {
  if (facilityIds.length === 0) return new Map();
  const found = await asTenant(tx, () =>
    tx.rows<{ id: string; latitude: string | null; longitude: string | null; geofenceMeters: number | null }>(
      sql`select f.id, f.latitude, f.longitude, p.geofence_meters as "geofenceMeters"
        from facilities f join programs p on p.tenant_id = f.tenant_id and p.id = f.program_id
        where f.tenant_id = ${actor.tenantId} and f.id = any(${`{${[...new Set(facilityIds)].join(',')}}`}::uuid[])`,
    ),
  );
  const degrees = (text: string | null) => (text === null ? null : Number(text));
  return new Map(
    found.map(({ id, latitude, longitude, geofenceMeters }) => [
      id,
      { latitude: degrees(latitude), longitude: degrees(longitude), geofenceMeters },
    ]),
  );
}
