import { permission } from '../../kernel/actor.ts';

export const permissions = {
  read: permission(
    'volume.read',
    'program_manager',
    'client_finance',
    'vendor_recruiter',
    'vendor_finance',
    'integration',
    'tenant_admin',
  ),
};
