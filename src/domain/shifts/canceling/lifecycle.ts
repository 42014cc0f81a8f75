import { lifecycle } from '../../../kernel/lifecycle.ts';
import { callOffPeriodStates } from './model.ts';

/** A period is reckoned when it is over, and anew whenever its hours change. */
export const callOffPeriodLife = lifecycle({
  noun: 'callOffPeriod',
  states: callOffPeriodStates,
  initial: 'open',
  verbs: {
    count: { from: ['open', 'settled'], to: 'open', by: null },
    settle: { from: ['open', 'settled'], to: 'settled', by: null },
  },
});
