import { stepCommand } from '../../../../kernel/step-command.ts';
import { shiftLife } from '../../lifecycle/shift.ts';
import { shift } from '../../nouns/shift.ts';
import { shifts } from '../../tables.ts';
import { doNotReturnDismissed } from '../model.ts';

export const dismissDoNotReturnProposal = stepCommand({
  noun: shift,
  table: shifts,
  life: shiftLife,
  verb: 'dismissDoNotReturnProposal',
  name: 'dismissDoNotReturnProposal',
  summary: 'Let a worker who did not come to a shift return all the same, with the reason.',
  event: doNotReturnDismissed,
  reason: 'required',
  changes: () => ({ dnrProposed: false }),
});
