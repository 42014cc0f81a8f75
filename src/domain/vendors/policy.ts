import { sql, type SQL } from 'drizzle-orm';
import { operatorPermission, permission, type Actor } from '../../kernel/actor.ts';
import type { RowAt } from '../../kernel/noun.ts';

export const permissions = {
  read: permission(
    'vendors.read',
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
  readAgreements: permission(
    'vendors.read_agreements',
    'program_manager',
    'client_finance',
    'vendor_recruiter',
    'vendor_finance',
    'integration',
    'tenant_admin',
  ),
  /** Never with those who approve the vendors' invoices. */
  manage: operatorPermission('vendors.manage', 'tenant_admin', 'integration'),
  managePanel: operatorPermission('vendors.manage_panel', 'program_manager', 'tenant_admin', 'integration'),
  manageAgreements: operatorPermission('vendors.manage_agreements', 'tenant_admin', 'integration'),
};

/** A client sees the vendors on the panels of its programs, whatever their standing. */
export const onPanel = (row: RowAt, { programIds }: Actor): SQL =>
  sql`exists (select from panel_memberships p where p.tenant_id = ${row('tenantId')} and p.vendor_id = ${row('id')}
    and ${programIds === null ? sql`true` : sql`p.program_id = any(${`{${programIds.join(',')}}`}::uuid[])`})`;
