import { z } from 'zod';
import { exactAmount } from '../../../kernel/exact.ts';
import { query } from '../../../kernel/operation.ts';
import { Day, Rate } from '../../../kernel/shapes.ts';
import { askMarket, todayFor } from '../asking.ts';
import { MarketPercentile, MarketSource, PercentNumber, RankBound } from '../model/answer.ts';
import { asPercent, asRate, rateAt, shareOf, standingOf } from '../model/curve.ts';
import { assertWeighed, marketShape, onDay } from '../model/question.ts';
import { permissions } from '../policy.ts';

export const benchmarkPosition = query({
  name: 'benchmarkPosition',
  summary:
    'What the market pays or charges for an hour on a day, by percentile, and where a rate stands in it: from each set its narrowest figures, blended by stated weights.',
  rest: 'GET /benchmarks/position',
  permission: permissions.read,
  input: z.strictObject({
    ...marketShape,
    on: onDay,
    rate: Rate.optional().meta({ description: 'A rate to be placed.' }),
    percentiles: z.array(PercentNumber).max(99).default(['10', '25', '50', '75', '90']),
  }),
  output: z
    .strictObject({
      on: Day,
      rate: Rate.nullable(),
      rank: PercentNumber.nullable().meta({
        description:
          'The percentage of the market that the rate stands above: those below it ÷ (n − 1), between two by even rise; null where nothing is known.',
      }),
      rankBound: RankBound.nullable(),
      percentiles: z.array(MarketPercentile).meta({
        description: 'Continuous, each the weighted mean of the sources’; only where all that count tell it.',
      }),
      sources: z.array(MarketSource),
    })
    .meta({ id: 'BenchmarkPosition' }),
  rows: 'percentiles',
  async handle({ benchmarkSetIds, weights, measure, rate, percentiles, ...asked }, context) {
    assertWeighed(benchmarkSetIds, weights);
    const on = asked.on ?? (await todayFor(asked.programId, context));
    const question = { ...asked, on, measures: [measure], setIds: benchmarkSetIds, weights };
    const { curve, sources } = await askMarket(question, context);
    const standing = rate === undefined ? null : standingOf(curve, exactAmount(rate));
    return {
      on,
      rate: rate ?? null,
      rank: standing && asPercent(standing.share),
      rankBound: standing && (standing.bound ?? ('exact' as const)),
      percentiles: percentiles.map((percent) => {
        const found = rateAt(curve, shareOf(percent));
        return { percent, rate: found && asRate(found) };
      }),
      sources,
    };
  },
});
