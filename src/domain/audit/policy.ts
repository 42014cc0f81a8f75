import { operatorPermission } from '../../kernel/actor.ts';

export const permissions = {
  /** Within its programs: what was done there, and by whom. */
  search: operatorPermission('audit.search', 'tenant_admin', 'program_manager'),
  readAccess: operatorPermission('audit.read_access', 'tenant_admin'),
};
