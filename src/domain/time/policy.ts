import { permission, type Actor } from '../../kernel/actor.ts';

export const permissions = {
  read: permission(
    'time.read',
    'program_manager',
    'requester',
    'approver',
    'client_finance',
    'vendor_recruiter',
    'vendor_finance',
    'worker',
    'analyst',
    'integration',
    'tenant_admin',
  ),
  /** Intervals as stated and what was said about them: not for analysts, who read aggregates. */
  readEntries: permission(
    'time.read_entries',
    'program_manager',
    'requester',
    'approver',
    'client_finance',
    'vendor_recruiter',
    'vendor_finance',
    'worker',
    'integration',
    'tenant_admin',
  ),
  readPolicies: permission(
    'time.read_policies',
    'program_manager',
    'requester',
    'approver',
    'client_finance',
    'analyst',
    'integration',
    'tenant_admin',
  ),
  managePolicies: permission('time.manage_policies', 'program_manager', 'tenant_admin', 'integration'),
  open: permission('time.open', 'worker', 'vendor_recruiter'),
  record: permission('time.record', 'worker', 'vendor_recruiter'),
  submit: permission('time.submit', 'worker', 'vendor_recruiter'),
  approve: permission('time.approve', 'requester', 'approver'),
  reject: permission('time.reject', 'requester', 'approver'),
  dispute: permission('time.dispute', 'requester', 'approver'),
  resolve: permission('time.resolve', 'vendor_recruiter', 'worker', 'program_manager'),
  uphold: permission('time.uphold', 'program_manager'),
  adjust: permission('time.adjust', 'program_manager'),
  /** To send time that other systems kept. */
  import: permission('time.import', 'integration', 'program_manager', 'vendor_recruiter'),
  /** To have it correct weeks that were approved. */
  correctImported: permission('time.correct_imported', 'integration', 'program_manager'),
  resolveException: permission(
    'time.resolve_exception',
    'program_manager',
    'requester',
    'approver',
    'vendor_recruiter',
  ),
  attestException: permission('time.attest_exception', 'vendor_recruiter', 'worker'),
  readLocks: permission(
    'time.read_locks',
    'program_manager',
    'requester',
    'approver',
    'client_finance',
    'integration',
    'tenant_admin',
  ),
  lock: permission('time.lock', 'program_manager', 'client_finance', 'integration'),
  reopen: permission('time.reopen', 'program_manager', 'client_finance'),
};

/** A worker never sees what is billed for its hours; analysts' figures come from reports, which suppress small cells. */
export const seesCharges = ({ side }: Pick<Actor, 'side'>) => side !== 'worker';
export const readsWords = ({ role }: Pick<Actor, 'role'>) => role !== 'analyst';
