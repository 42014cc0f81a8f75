import { stepCommand } from '../../../kernel/step-command.ts';
import { consequenceLife } from '../lifecycle.ts';
import { consequenceAppealed, consequenceUpheld } from '../model/vendor-consequence.ts';
import { vendorConsequence } from '../nouns/vendor-consequence.ts';
import { vendorConsequences } from '../tables.ts';

const consequence = {
  noun: vendorConsequence,
  table: vendorConsequences,
  life: consequenceLife,
  reason: 'required',
  data: ({ kind }: typeof vendorConsequences.$inferSelect) => ({ kind }),
} as const;

export const appealVendorConsequence = stepCommand({
  ...consequence,
  verb: 'appeal',
  summary: 'Appeal against a consequence, once and within its days; it stands until that is decided.',
  event: consequenceAppealed,
  changes: (_row, { now }, reason) => ({ appealedAt: now, appealedBecause: reason! }),
});

export const upholdVendorConsequence = stepCommand({
  ...consequence,
  verb: 'uphold',
  summary: 'Turn an appeal down, with the reason: the consequence stands.',
  event: consequenceUpheld,
  changes: (_row, _context, reason) => ({ decidedBecause: reason! }),
});
