import { lifecycle } from '../../../kernel/lifecycle.ts';
import { TermsState } from '../model/terms.ts';

/** A split of cost holds until another takes the whole of its days. */
export const allocationLife = lifecycle({
  noun: 'allocation',
  states: TermsState.options,
  initial: 'in_force',
  verbs: { supersede: { from: ['in_force'], to: 'superseded', by: null } },
});
