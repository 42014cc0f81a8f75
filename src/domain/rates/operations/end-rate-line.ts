import { z } from 'zod';
import { shortened } from '../../../kernel/day-range.ts';
import { notFound } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { Day, reference } from '../../../kernel/shapes.ts';
import { rateLineEnded } from '../model.ts';
import { rateLine } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { rateLines } from '../tables.ts';

export const endRateLine = command({
  name: 'endRateLine',
  summary: 'Give a rate line a last day, no later than the one it has.',
  rest: 'POST /rate-lines/{rateLineId}/end',
  permission: permissions.manage,
  input: z.strictObject({ rateLineId: reference('rateLine'), effectiveTo: Day }),
  output: rateLine,
  async handle({ rateLineId, effectiveTo }, context) {
    const line = await context.tx.find(rateLines, rateLineId, { lock: true });
    if (!line) throw notFound();
    context.expectVersion(line);
    const effective = shortened(line.effective, effectiveTo);
    if (effective === line.effective) return { result: line, unchanged: true };
    const ended = await context.tx.change(rateLines, line, { effective });
    return { result: ended, events: [rateLineEnded(ended, {})] };
  },
});
