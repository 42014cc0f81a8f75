import { permission, roles } from '../../kernel/actor.ts';

export const permissions = {
  me: permission('access.me', ...roles),
  readUsers: permission(
    'access.read_users',
    'tenant_admin',
    'program_manager',
    'credentialing',
    'integration',
    'requester',
    'approver',
    'client_finance',
  ),
  manageUsers: permission('access.manage_users', 'tenant_admin', 'integration'),
  ownTokens: permission('access.own_tokens', ...roles),
};
