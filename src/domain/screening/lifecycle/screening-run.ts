import { lifecycle } from '../../../kernel/lifecycle.ts';
import { runStates } from '../model/screening-run.ts';

/** The life of a screening run. */
export const screeningRunLife = lifecycle({
  noun: 'screeningRun',
  states: runStates,
  initial: 'running',
  verbs: { complete: { from: ['running'], to: 'completed', by: null } },
});
