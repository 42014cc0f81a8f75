import { lifecycle } from '../../../kernel/lifecycle.ts';
import { attendanceStates } from './model.ts';
import { attendingPermissions } from './policy.ts';

export const attendanceLife = lifecycle({
  noun: 'attendanceEvent',
  states: attendanceStates,
  initial: 'counted',
  verbs: { excuse: { from: ['counted'], to: 'excused', by: attendingPermissions.excuse } },
});
