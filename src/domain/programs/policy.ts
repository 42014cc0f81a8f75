import { permission } from '../../kernel/actor.ts';

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
