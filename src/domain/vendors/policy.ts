import { permission } from '../../kernel/actor.ts';

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
  manage: permission('vendors.manage', 'program_manager', 'tenant_admin', 'integration'),
  managePanel: permission('vendors.manage_panel', 'program_manager', 'tenant_admin', 'integration'),
  manageAgreements: permission('vendors.manage_agreements', 'program_manager', 'tenant_admin', 'integration'),
};
