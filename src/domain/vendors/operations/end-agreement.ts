import { z } from 'zod';
import { notFound } from '../../../kernel/errors.ts';
import { shortened } from '../../../kernel/day-range.ts';
import { command } from '../../../kernel/operation.ts';
import { Day, reference } from '../../../kernel/shapes.ts';
import { agreementEnded } from '../model/agreement.ts';
import { agreement } from '../nouns/agreement.ts';
import { permissions } from '../policy.ts';
import { agreements } from '../tables.ts';

export const endAgreement = command({
  name: 'endAgreement',
  summary: 'Give an agreement a last day, no later than the one it has.',
  rest: 'POST /agreements/{agreementId}/end',
  permission: permissions.manageAgreements,
  input: z.strictObject({ agreementId: reference('agreement'), effectiveTo: Day }),
  output: agreement,
  async handle({ agreementId, effectiveTo }, context) {
    const terms = await context.tx.find(agreements, agreementId, { lock: true });
    if (!terms) throw notFound();
    context.expectVersion(terms);
    const effective = shortened(terms.effective, effectiveTo);
    if (effective === terms.effective) return { result: terms, unchanged: true };
    const ended = await context.tx.change(agreements, terms, { effective });
    return { result: ended, events: [agreementEnded(ended, {})] };
  },
});
