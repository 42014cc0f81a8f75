import { permission } from '../../kernel/actor.ts';

const readers = [
  'program_manager',
  'requester',
  'approver',
  'client_finance',
  'vendor_recruiter',
  'vendor_finance',
  'worker',
  'analyst',
  'integration',
] as const;

export const permissions = {
  read: permission('assignments.read', ...readers, 'credentialing'),
  /** Credentialing sees who is placed where, and no rates. */
  readTerms: permission('assignments.read_terms', ...readers),
  readAllocations: permission(
    'assignments.read_allocations',
    'program_manager',
    'requester',
    'approver',
    'client_finance',
    'analyst',
    'integration',
  ),
  start: permission('assignments.start', 'program_manager', 'requester'),
  cancel: permission('assignments.cancel', 'program_manager', 'vendor_recruiter'),
  manage: permission('assignments.manage', 'program_manager'),
  allocate: permission('assignments.allocate', 'program_manager', 'client_finance'),
};
