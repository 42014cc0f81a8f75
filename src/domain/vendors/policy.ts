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
  /** The documents of vendors and what is demanded of them. */
  readDocuments: permission(
    'vendors.read_documents',
    'program_manager',
    'client_finance',
    'vendor_recruiter',
    'vendor_finance',
    'credentialing',
    'integration',
    'tenant_admin',
  ),
  readContacts: permission(
    'vendors.read_contacts',
    'program_manager',
    'requester',
    'approver',
    'client_finance',
    'vendor_recruiter',
    'vendor_finance',
    'credentialing',
    'integration',
    'tenant_admin',
  ),
  readRelationships: permission(
    'vendors.read_relationships',
    'program_manager',
    'vendor_recruiter',
    'vendor_finance',
    'tenant_admin',
  ),
  /** A client has none of these: what a vendor holds is the vendor's and the operator's to say. */
  submitDocuments: permission(
    'vendors.submit_documents',
    'program_manager',
    'vendor_recruiter',
    'vendor_finance',
    'tenant_admin',
  ),
  manageContacts: permission('vendors.manage_contacts', 'vendor_recruiter', 'vendor_finance', 'tenant_admin'),
  judgeDocuments: operatorPermission('vendors.judge_documents', 'credentialing', 'tenant_admin'),
  manageRequirements: operatorPermission(
    'vendors.manage_requirements',
    'program_manager',
    'credentialing',
    'tenant_admin',
  ),
  manageRelationships: operatorPermission('vendors.manage_relationships', 'tenant_admin', 'integration'),
  invite: operatorPermission('vendors.invite', 'program_manager', 'tenant_admin'),
  readRegistrations: operatorPermission(
    'vendors.read_registrations',
    'program_manager',
    'credentialing',
    'tenant_admin',
  ),
  /** Never with those who approve the vendors' invoices. */
  manage: operatorPermission('vendors.manage', 'tenant_admin', 'integration'),
  managePanel: operatorPermission('vendors.manage_panel', 'program_manager', 'tenant_admin', 'integration'),
  manageAgreements: operatorPermission('vendors.manage_agreements', 'tenant_admin', 'integration'),
};

const onPanelBy =
  (vendorKey: 'id' | 'vendorId') =>
  (row: RowAt, { programIds }: Actor): SQL =>
    sql`exists (select from panel_memberships p where p.tenant_id = ${row('tenantId')} and p.vendor_id = ${row(vendorKey)}
      and ${programIds === null ? sql`true` : sql`p.program_id = any(${`{${programIds.join(',')}}`}::uuid[])`})`;

/** A client sees the vendors on the panels of its programs, whatever their standing. */
export const onPanel = onPanelBy('id');
const ofPanel = onPanelBy('vendorId');

/** Whom to call names people: nothing of it to an analyst, whatever else it may come to read. */
export const readsContact = ({ role }: Actor): boolean => role !== 'analyst';

/** Of the vendors on its panels a client reads whom to call first, and who answers when that fails. */
export const contactsToClient = (row: RowAt, actor: Actor): SQL =>
  sql`${row('archivedAt')} is null and ${row('purposes')} && array['primary', 'escalation'] and ${ofPanel(row, actor)}`;

/** Of the vendors on its panels a client reads the documents that were accepted, also those that ended since. */
export const documentsToClient = (row: RowAt, actor: Actor): SQL =>
  sql`${row('state')} in ('accepted', 'expiring', 'expired') and ${inPrograms(row, actor)} and ${ofPanel(row, actor)}`;

/** A vendor reads what every program demands, and those on whose panel it stands. */
export const demandedOfVendor = (row: RowAt, { vendorId }: Actor): SQL =>
  sql`(${row('programId')} is null or exists (select from panel_memberships p where p.tenant_id = ${row('tenantId')}
    and p.program_id = ${row('programId')} and p.vendor_id = ${vendorId}))`;

const inPrograms = (row: RowAt, { programIds }: Actor) =>
  programIds === null
    ? sql`true`
    : sql`(${row('programId')} is null or ${row('programId')} = any(${`{${programIds.join(',')}}`}::uuid[]))`;
