import { stepCommand } from '../../../kernel/step-command.ts';
import { representationLife } from '../lifecycle.ts';
import { representationWithdrawn } from '../model.ts';
import { representation } from '../nouns.ts';
import { representations } from '../tables.ts';

export const withdrawRepresentation = stepCommand({
  noun: representation,
  table: representations,
  life: representationLife,
  verb: 'withdraw',
  summary: 'No longer represent the worker; what was submitted stays.',
  event: representationWithdrawn,
});
