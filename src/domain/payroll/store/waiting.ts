import { sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { Receiver } from '../model/receiver.ts';

/** An approved version of a timesheet and all that its lines are told with; ids of the tenant. */
export interface Version {
  timesheetId: string;
  revision: number;
  assignmentId: string;
  programId: string;
  facilityId: string;
  unitId: string;
  vendorId: string;
  workerId: string;
  timeZone: string;
  profession: string;
  unitCostCenterId: string | null;
  /** The client pays the vendor's people itself. */
  isOwnPool: boolean;
}

/** What an export is to hold. */
export interface Wanted {
  programId: string;
  facilityId?: string | null | undefined;
  cutoffOn?: string | null | undefined;
}

const version = sql`t.id as "timesheetId", t.revision, t.assignment_id as "assignmentId", t.program_id as "programId",
  t.facility_id as "facilityId", t.unit_id as "unitId", t.vendor_id as "vendorId", t.worker_id as "workerId",
  t.time_zone as "timeZone", o.profession, u.cost_center_id as "unitCostCenterId", v.kind = 'internal_pool' as "isOwnPool"
  from timesheets t join assignments a on a.tenant_id = t.tenant_id and a.id = t.assignment_id
  join orders o on o.tenant_id = a.tenant_id and o.id = a.order_id
  join vendors v on v.tenant_id = t.tenant_id and v.id = t.vendor_id
  join units u on u.tenant_id = t.tenant_id and u.id = t.unit_id`;

/** Approved versions that the receiver was not told, at most so many, the earliest weeks first; read as the tenant's own hand. */
export const waitingFor = (
  { programId, facilityId = null, cutoffOn = null }: Wanted,
  { receiver, vendorId }: Receiver,
  most: number,
  { tx, actor }: Context,
): Promise<Version[]> =>
  tx.rows(sql`select ${version}
    where t.tenant_id = ${actor.tenantId} and t.program_id = ${programId}
      and t.approved_at is not null and t.state in ('approved', 'invoiced', 'disputed')
      and (${facilityId}::uuid is null or t.facility_id = ${facilityId}::uuid)
      and (${vendorId}::uuid is null or t.vendor_id = ${vendorId}::uuid)
      and (${cutoffOn}::date is null or t.week_starts_on + 6 <= ${cutoffOn}::date)
      -- A number and no anti-join: looked up by timesheet, however little a planner knows of a table that fills just now.
      and coalesce((select max(told.revision) from payroll_versions told where told.tenant_id = t.tenant_id
        and told.timesheet_id = t.id and told.receiver = ${receiver} and told.stands), 0) < t.revision
    order by t.week_starts_on, t.id limit ${most}`);

/** One timesheet's version as it stands, as the caller sees it; undefined where the caller sees none. */
export async function versionOf(timesheetId: string, { tx, actor }: Context): Promise<Version | undefined> {
  const [found] = await tx.rows<Version>(
    sql`select ${version} where t.tenant_id = ${actor.tenantId} and t.id = ${timesheetId}`,
  );
  return found;
}
