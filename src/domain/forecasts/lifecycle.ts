import { lifecycle } from '../../kernel/lifecycle.ts';
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
