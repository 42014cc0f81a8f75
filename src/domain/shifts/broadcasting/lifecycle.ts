import { lifecycle } from '../../../kernel/lifecycle.ts';
import { attendingPermissions } from '../attending/policy.ts';
import { shiftTaken } from '../model/shift.ts';
import { ofTakable } from './policy.ts';
import { broadcastStates, keptStates } from './model.ts';

export const favoriteLife = lifecycle({
  noun: 'favoriteWorker',
  states: keptStates,
  initial: 'active',
  verbs: { remove: { from: ['active'], to: 'archived', by: attendingPermissions.manageFavorites } },
});

export const broadcastPlanLife = lifecycle({
  noun: 'broadcastPlan',
  states: keptStates,
  initial: 'active',
  verbs: {
    update: { from: ['active'], to: 'active', by: attendingPermissions.manageBroadcasts },
    retire: { from: ['active'], to: 'archived', by: attendingPermissions.manageBroadcasts },
  },
});

export const shiftBroadcastLife = lifecycle({
  noun: 'shiftBroadcast',
  states: broadcastStates,
  initial: 'running',
  verbs: {
    open: { from: ['running'], to: ['running', 'finished'], by: null },
    jump: {
      from: ['running', 'paused'],
      to: ['running', 'finished'],
      by: attendingPermissions.manageBroadcasts,
      provided: [{ that: ofTakable, otherwise: shiftTaken }],
    },
    pause: { from: ['running'], to: 'paused', by: attendingPermissions.manageBroadcasts },
    resume: { from: ['paused'], to: 'running', by: attendingPermissions.manageBroadcasts },
    stop: { from: ['running', 'paused'], to: 'stopped', by: null },
    restart: { from: ['stopped'], to: 'running', by: null },
  },
});
