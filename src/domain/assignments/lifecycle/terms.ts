import { lifecycle } from '../../../kernel/lifecycle.ts';
import { TermsState } from '../model/terms.ts';

/** Terms of a range of days hold until others take the whole of it. */
export const revisionLife = lifecycle({
  noun: 'assignmentRevision',
  states: TermsState.options,
  initial: 'in_force',
  verbs: { supersede: { from: ['in_force'], to: 'superseded', by: null } },
});

/** A split of cost holds until another takes the whole of its days. */
export const allocationLife = lifecycle({ ...revisionLife, noun: 'allocation' });
