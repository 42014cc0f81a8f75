import { lifecycle } from '../../../kernel/lifecycle.ts';
import { permissions } from './policy.ts';
import { reratingLineStates, reratingStates } from './words.ts';

export const reratingLife = lifecycle({
  noun: 'rerating',
  states: reratingStates,
  initial: 'drafting',
  verbs: {
    prepare: { from: ['drafting'], to: 'ready', by: null },
    fail: { from: ['drafting'], to: 'failed', by: null },
    apply: { from: ['ready'], to: 'applying', by: permissions.rerate },
    finish: { from: ['applying'], to: 'applied', by: null },
    discard: { from: ['drafting', 'ready'], to: 'discarded', by: permissions.rerate },
  },
});

export const reratingLineLife = lifecycle({
  noun: 'reratingLine',
  states: reratingLineStates,
  initial: 'pending',
  verbs: {
    apply: { from: ['pending'], to: 'applied', by: null },
    skip: { from: ['pending'], to: 'skipped', by: null },
  },
});
