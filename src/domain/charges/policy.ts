import { permission } from '../../kernel/actor.ts';

export const permissions = {
  /** Never a worker's: it tells of bill rates. */
  read: permission(
    'charges.read',
    'program_manager',
    'requester',
    'approver',
    'client_finance',
    'vendor_recruiter',
    'vendor_finance',
    'analyst',
    'integration',
  ),
  waive: permission('charges.waive', 'program_manager'),
};
