import { sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';

/** A placement whose person's file may be sampled. */
export interface SampledPlacement {
  programId: string;
  facilityId: string;
  unitId: string;
  vendorId: string;
  workerId: string;
  orderType: 'contract' | 'per_diem' | 'direct_hire';
  timeZone: string;
  /** The days it was under way; null where it never began. */
  startedOn: string | null;
  lastDay: string;
}

/** Whether the placement was under way on a day of the month. */
export const wasUnderWay = ({ startedOn, lastDay }: SampledPlacement, month: string): boolean =>
  startedOn !== null && startedOn.slice(0, 7) <= month && lastDay.slice(0, 7) >= month;

/** The placements with the ids, by id. */
export async function placementsOf(
  ids: readonly string[],
  { tx, actor }: Context,
): Promise<Map<string, SampledPlacement>> {
  const found = await tx.rows<SampledPlacement & { id: string }>(sql`
    select a.id, a.program_id as "programId", a.facility_id as "facilityId", a.unit_id as "unitId", a.vendor_id as "vendorId",
      a.worker_id as "workerId", o.type as "orderType", f.time_zone as "timeZone",
      case when a.state in ('active', 'suspended', 'ended') then a.started_on end as "startedOn",
      coalesce(a.ended_on, a.ends_on) as "lastDay"
    from assignments a join orders o on o.tenant_id = a.tenant_id and o.id = a.order_id
    join facilities f on f.tenant_id = a.tenant_id and f.id = a.facility_id
    where a.tenant_id = ${actor.tenantId} and a.id = any(${`{${[...new Set(ids)].join(',')}}`}::uuid[])`);
  return new Map(found.map(({ id, ...placement }) => [id, placement]));
}

/** A person whose file with the vendor can be sampled for a month, by the latest placement in it. */
export interface SampledPerson {
  assignmentId: string;
  workerId: string;
  facilityId: string;
  isSampled: boolean;
}

export interface Population {
  vendorId: string;
  programId?: string | undefined;
  orderType: 'contract' | 'per_diem';
  /** `YYYY-MM` */
  month: string;
}

/**
 * The people of a vendor who were placed in the month under the kind of order, in an order that is the same whenever it
 * is asked and has nothing to do with who they are.
 */
export const populationOf = (
  { vendorId, programId, orderType, month }: Population,
  { tx, actor }: Context,
): Promise<SampledPerson[]> =>
  tx.rows<SampledPerson>(sql`
    select p."assignmentId", p."workerId", p."facilityId", exists (select from personnel_file_samples s
        where s.tenant_id = ${actor.tenantId} and s.vendor_id = ${vendorId} and s.worker_id = p."workerId"
          and s.order_type = ${orderType} and s.month_starts_on = ${`${month}-01`}::date and s.state = 'recorded') as "isSampled"
    from (select distinct on (a.worker_id) a.id as "assignmentId", a.worker_id as "workerId", a.facility_id as "facilityId"
      from assignments a join orders o on o.tenant_id = a.tenant_id and o.id = a.order_id
      where a.tenant_id = ${actor.tenantId} and a.vendor_id = ${vendorId} and o.type = ${orderType}
        and (${programId ?? null}::uuid is null or a.program_id = ${programId ?? null}::uuid)
        and a.state in ('active', 'suspended', 'ended')
        and a.started_on < ${`${month}-01`}::date + interval '1 month' and coalesce(a.ended_on, a.ends_on) >= ${`${month}-01`}::date
      order by a.worker_id, a.started_on desc, a.id desc) p
    order by sha256(convert_to(concat_ws(':', ${actor.tenantId}::text, ${vendorId}::text, ${month}::text, p."workerId"), 'UTF8'))`);
