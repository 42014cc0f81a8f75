import { operatorPermission, permission, roles } from '../../kernel/actor.ts';

export const permissions = {
  readJobs: permission('sandbox.read_jobs', ...roles),
  readClock: permission('sandbox.read_clock', ...roles),
  moveClock: operatorPermission('sandbox.move_clock', 'tenant_admin', 'program_manager', 'integration'),
};
