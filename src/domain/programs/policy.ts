import { sql, type SQL } from 'drizzle-orm';
import { permission, type Actor } from '../../kernel/actor.ts';
import type { RowAt } from '../../kernel/noun.ts';

export const permissions = {
  /** The structure is known to everybody who acts in it; rows are bounded by scope. */
  read: permission(
    'programs.read',
    'program_manager',
    'requester',
    'approver',
    'client_finance',
    'vendor_recruiter',
    'vendor_finance',
    'worker',
    'credentialing',
    'analyst',
    'integration',
    'tenant_admin',
  ),
  readCostCenters: permission(
    'programs.read_cost_centers',
    'program_manager',
    'requester',
    'approver',
    'client_finance',
    'analyst',
    'integration',
    'tenant_admin',
  ),
  manage: permission('programs.manage', 'program_manager', 'tenant_admin', 'integration'),
};

/** A vendor sees the programs on whose panel it stands. */
export const onItsPanel =
  (key: 'id' | 'programId') =>
  (row: RowAt, { vendorId }: Actor): SQL =>
    sql`${row(key)} in (select p.program_id from panel_memberships p where p.tenant_id = ${row('tenantId')} and p.vendor_id = ${vendorId})`;

/** A vendor sees the sites of those programs, and of orders that were released to it. */
export const whereItSupplies =
  (column: 'facility_id' | 'unit_id') =>
  (row: RowAt, actor: Actor): SQL =>
    sql`(${onItsPanel('programId')(row, actor)} or ${row('id')} in (select v.${sql.identifier(column)} from order_visibilities v
      where v.tenant_id = ${row('tenantId')} and v.vendor_id = ${actor.vendorId} and v.visible_from <= app.now()))`;

/** A worker sees the sites of its placements, with every unit of them. */
export const whereItWorks =
  (key: 'id' | 'facilityId') =>
  (row: RowAt, { workerId }: Actor): SQL =>
    sql`${row(key)} in (select a.facility_id from assignments a where a.tenant_id = ${row('tenantId')} and a.worker_id = ${workerId})`;
