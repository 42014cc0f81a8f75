import { lifecycle, step } from '../../kernel/lifecycle.ts';
import { forecastStates } from './words.ts';

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
