import { sql, type SQL } from 'drizzle-orm';
import { permission, type Actor } from '../../kernel/actor.ts';
import type { RowAt } from '../../kernel/noun.ts';

export const permissions = {
  read: permission(
    'custom_fields.read',
    'program_manager',
    'requester',
    'approver',
    'client_finance',
    'vendor_recruiter',
    'vendor_finance',
    'credentialing',
    'analyst',
    'integration',
    'tenant_admin',
  ),
  manage: permission('custom_fields.manage', 'program_manager', 'tenant_admin', 'integration'),
};

/** A vendor knows the fields that are shown to vendors, of the programs on whose panel it stands. */
export const shownToVendor = (row: RowAt, { vendorId }: Actor): SQL =>
  sql`(${row('shownToVendors')} and ${row('programId')} in (select p.program_id from panel_memberships p
    where p.tenant_id = ${row('tenantId')} and p.vendor_id = ${vendorId}))`;
