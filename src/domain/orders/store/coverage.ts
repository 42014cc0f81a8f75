import { sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';

/** What is asked of vendors, whatever the facility. */
export interface Asked {
  profession: string;
  specialty: string | null;
}

/** A program's facilities, what its orders and its panel name, and how often each facility asked for it. */
export interface Ground {
  facilities: { id: string; name: string; state: string; timeZone: string }[];
  asked: Asked[];
  /** By facility, profession and specialty. */
  orders: Map<string, { open: number; past: number }>;
}

/** What names a cell of the matrix. */
export const cellKey = (facilityId: string, { profession, specialty }: Asked): string =>
  [facilityId, profession, specialty ?? ''].join(' ');

/** The facilities that the caller sees, and what the orders that it sees and the panel's coverage name. */
export async function groundOf(
  programId: string,
  narrowed: {
    facilityId?: string | undefined;
    profession?: string | undefined;
    specialty?: string | undefined;
  },
  { tx, actor }: Context,
): Promise<Ground> {
  const { facilityId = null, profession = null, specialty = null } = narrowed;
  const facilityIds = actor.facilityIds === null ? null : `{${actor.facilityIds.join(',')}}`;
  const facilities = await tx.rows<Ground['facilities'][number]>(sql`
    select f.id, f.name, f.state, f.time_zone as "timeZone" from facilities f
    where f.tenant_id = ${actor.tenantId} and f.program_id = ${programId} and f.archived_at is null
      and (${facilityId}::uuid is null or f.id = ${facilityId}::uuid)
      and (${facilityIds}::uuid[] is null or f.id = any (${facilityIds}::uuid[]))
    order by f.name, f.id`);
  const unitIds = actor.unitIds === null ? null : `{${actor.unitIds.join(',')}}`;
  const counted = await tx.rows<Asked & { facilityId: string; open: number; past: number }>(sql`
    select o.facility_id as "facilityId", o.profession, o.specialty,
      count(*) filter (where o.state in ('pending_approval', 'approval_paused', 'open', 'partially_filled', 'on_hold'))::int as open,
      count(*) filter (where o.state in ('filled', 'closed', 'expired', 'canceled'))::int as past
    from orders o
    where o.tenant_id = ${actor.tenantId} and o.program_id = ${programId} and o.state not in ('draft', 'rejected')
      and (${facilityIds}::uuid[] is null or o.facility_id = any (${facilityIds}::uuid[]))
      and (${unitIds}::uuid[] is null or o.unit_id = any (${unitIds}::uuid[]))
      and (${profession}::text is null or o.profession = ${profession})
      and (${specialty}::text is null or o.specialty = ${specialty})
    group by o.facility_id, o.profession, o.specialty`);
  const covered = await tx.rows<Asked>(sql`
    select distinct c.profession, c.specialty from panel_coverages c
    where c.tenant_id = ${actor.tenantId} and c.program_id = ${programId} and c.profession is not null
      and (${profession}::text is null or c.profession = ${profession})
      and (${specialty}::text is null or c.specialty = ${specialty})`);
  const named = profession === null ? [] : [{ profession, specialty }];
  const asked = new Map(
    [...counted, ...covered, ...named].map((one) => [
      cellKey('', one),
      { profession: one.profession, specialty: one.specialty },
    ]),
  );
  return {
    facilities,
    asked: [...asked].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, what]) => what),
    orders: new Map(counted.map(({ open, past, ...one }) => [cellKey(one.facilityId, one), { open, past }])),
  };
}
