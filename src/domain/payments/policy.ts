import { operatorPermission, permission } from '../../kernel/actor.ts';

export const permissions = {
  read: permission(
    'payments.read',
    'program_manager',
    'client_finance',
    'vendor_recruiter',
    'vendor_finance',
    'integration',
  ),
  record: operatorPermission('payments.record', 'program_manager', 'integration'),
  reverse: operatorPermission('payments.reverse', 'program_manager', 'integration'),
  readAging: permission(
    'payments.read_aging',
    'program_manager',
    'client_finance',
    'vendor_finance',
    'integration',
  ),
};
