import { permission } from '../../kernel/actor.ts';

export const permissions = {
  read: permission(
    'identifiers.read',
    'tenant_admin',
    'program_manager',
    'integration',
    'vendor_recruiter',
    'vendor_finance',
  ),
  register: permission('identifiers.register', 'tenant_admin', 'integration', 'vendor_recruiter'),
};
