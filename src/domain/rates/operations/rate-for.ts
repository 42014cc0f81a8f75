import { z } from 'zod';
import { query } from '../../../kernel/operation.ts';
import { Id, Rate } from '../../../kernel/shapes.ts';
import { Currency, programs } from '../../programs/index.ts';
import { questionOf, resolved } from '../asking.ts';
import { explain } from '../model/resolution.ts';
import { RateTrait, traitsOf } from '../model/specificity.ts';
import { priceOf } from '../model/pricing.ts';
import { permissions } from '../policy.ts';
import { RateQuestionTerms } from '../shapes.ts';

export const rateFor = query({
  name: 'rateFor',
  summary: 'The one rate line that counts for a profession on a day, and why; null where none does.',
  rest: 'GET /rate-lines/resolve',
  permission: permissions.read,
  input: RateQuestionTerms,
  output: z
    .strictObject({
      line: z
        .strictObject({
          rateLineId: Id,
          billRate: Rate,
          maxBillRate: Rate,
          currency: Currency,
          boundTo: z.array(RateTrait),
        })
        .meta({ id: 'ResolvedRateLine' })
        .nullable(),
      applicable: z.int().meta({ description: 'How many lines apply.' }),
      why: z.string(),
    })
    .meta({ id: 'RateAnswer' }),
  async handle(told, context) {
    const asked = await questionOf(told, context);
    const { line, regular, applicable } = await resolved(asked, context);
    const price = line && priceOf(line, regular, { caps: [] });
    const why = explain(line, applicable.length, asked);
    if (!line || !price) {
      const unpriced = line ? ' It is a multiplier, and no line for the regular hour applies.' : '';
      return { line: null, applicable: applicable.length, why: why + unpriced };
    }
    const program = await context.tx.find(programs, asked.programId);
    return {
      line: {
        rateLineId: line.id,
        billRate: price.billRate,
        maxBillRate: price.maxBillRate,
        currency: program!.currency,
        boundTo: traitsOf(line),
      },
      applicable: applicable.length,
      why,
    };
  },
});
