import { z } from 'zod';
import { query } from '../../../kernel/operation.ts';
import { codeOf, Day, Id, Rate, reference } from '../../../kernel/shapes.ts';
import { Currency } from '../../programs/index.ts';
import { explain, mostSpecific, RateTrait, traitsOf } from '../model.ts';
import { permissions } from '../policy.ts';
import { applicableLines } from '../store.ts';

export const rateFor = query({
  name: 'rateFor',
  summary: 'The one rate line that counts for a profession on a day, and why; null where none does.',
  rest: 'GET /rate-lines/resolve',
  permission: permissions.read,
  input: z.strictObject({
    programId: reference('program'),
    profession: codeOf('profession', 'rn'),
    specialty: codeOf('specialty', 'icu').optional(),
    facilityId: reference('facility').optional(),
    vendorId: reference('vendor').optional(),
    on: Day,
  }),
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
  async handle(asked, context) {
    const lines = await applicableLines(asked, context);
    const line = mostSpecific(lines);
    return {
      line: line
        ? {
            rateLineId: line.id,
            billRate: line.billRate,
            maxBillRate: line.maxBillRate,
            currency: line.currency,
            boundTo: traitsOf(line),
          }
        : null,
      applicable: lines.length,
      why: explain(line, lines.length),
    };
  },
});
