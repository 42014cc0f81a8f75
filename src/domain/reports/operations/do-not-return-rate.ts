import { z } from 'zod';
import { refuse } from '../../../kernel/errors.ts';
import { query } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { DoNotReturnDimension, DoNotReturnRate, Month } from '../model.ts';
import { permissions } from '../policy.ts';
import { doNotReturnRates } from '../store/do-not-return-rate.ts';

/** Each month counts all placements under way in it anew. */
const mostMonths = 120;

export const doNotReturnRate = query({
  name: 'doNotReturnRate',
  summary:
    'Workers newly marked do-not-return in a month to those placed in it, per diem and travel apart, clinical and professional (HCSS).',
  rest: 'GET /reports/do-not-return-rate',
  permission: permissions.readDoNotReturns,
  input: z.strictObject({
    by: z.array(DoNotReturnDimension).max(2).default([]),
    programId: reference('program').optional(),
    from: Month,
    to: Month,
  }),
  output: DoNotReturnRate,
  rows: 'rows',
  heavy: true,
  async handle(question, context) {
    const { from, to } = question;
    if (to < from) throw refuse('/to', 'before_start', 'The end is before the start.');
    if (Temporal.PlainYearMonth.from(from).until(to, { largestUnit: 'months' }).months >= mostMonths)
      throw refuse('/to', 'too_long', `At most ${mostMonths} months are counted at once.`);
    const by = [...new Set(question.by)];
    return { by, from, to, asOf: context.now, rows: await doNotReturnRates({ ...question, by }, context) };
  },
});
