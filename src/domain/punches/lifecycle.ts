import { lifecycle } from '../../kernel/lifecycle.ts';
import { punchStates } from './model/punch.ts';
import { notOwn, permissions } from './policy.ts';

export const punchLife = lifecycle({
  noun: 'punch',
  states: punchStates,
  initial: 'recorded',
  verbs: {
    correct: { from: ['recorded'], to: 'superseded', by: permissions.correct, provided: [notOwn] },
    void: { from: ['recorded'], to: 'voided', by: permissions.void, provided: [notOwn] },
  },
});
