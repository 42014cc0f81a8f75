import { lifecycle, step } from '../../kernel/lifecycle.ts';
import { permissions, withinOwnReach } from './policy.ts';
import { forecastScheduleStates, forecastStates } from './words.ts';

export const forecastLife = lifecycle({
  noun: 'forecast',
  states: forecastStates,
  initial: 'preparing',
  verbs: {
    finish: { from: ['preparing'], to: 'ready', by: null },
    fail: { from: ['preparing'], to: 'failed', by: null },
  },
});

/** The state of a forecast that was stated: nothing of it is to be prepared. */
export const readyAtOnce = step(forecastLife, 'finish', forecastLife.initial);

export const forecastScheduleLife = lifecycle({
  noun: 'forecastSchedule',
  states: forecastScheduleStates,
  initial: 'active',
  verbs: {
    end: { from: ['active'], to: 'ended', by: permissions.forecast, provided: [withinOwnReach] },
    stop: { from: ['active'], to: 'stopped', by: null },
  },
});
