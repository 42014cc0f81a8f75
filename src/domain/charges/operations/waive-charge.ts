import { stepCommand } from '../../../kernel/step-command.ts';
import { chargeLife } from '../lifecycle.ts';
import { chargeWaived } from '../model.ts';
import { charge } from '../nouns.ts';
import { charges } from '../tables.ts';

export const waiveCharge = stepCommand({
  noun: charge,
  table: charges,
  life: chargeLife,
  verb: 'waive',
  summary: 'Let go of what is owed, with the reason: it will not be billed.',
  event: chargeWaived,
  data: ({ kind }) => ({ kind }),
  reason: 'required',
  changes: (_row, _context, reason) => ({ waivedBecause: reason! }),
});
