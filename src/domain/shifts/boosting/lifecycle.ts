import { lifecycle } from '../../../kernel/lifecycle.ts';
import { attendingPermissions } from '../attending/policy.ts';
import { boostStates } from './model.ts';

export const shiftBoostLife = lifecycle({
  noun: 'shiftBoost',
  states: boostStates,
  initial: 'in_force',
  verbs: { end: { from: ['in_force'], to: 'ended', by: attendingPermissions.boost } },
});
