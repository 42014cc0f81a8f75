import { lifecycle } from '../../../kernel/lifecycle.ts';
import { sampleStates } from '../model/personnel-file-sample.ts';
import { permissions } from '../policy.ts';

/** The life of a sample: what was found in a file is never changed, only said not to count. */
export const sampleLife = lifecycle({
  noun: 'personnelFileSample',
  states: sampleStates,
  initial: 'recorded',
  verbs: { void: { from: ['recorded'], to: 'voided', by: permissions.sampleFiles } },
});
