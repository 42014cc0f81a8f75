import { operatorPermission } from '../../../kernel/actor.ts';

export const permissions = {
  readLog: operatorPermission('audit.read_log', 'tenant_admin'),
};
