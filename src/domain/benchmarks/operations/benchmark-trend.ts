import { z } from 'zod';
import { query } from '../../../kernel/operation.ts';
import { codeOf, Day, Rate, reference, text } from '../../../kernel/shapes.ts';
import { areaOf, MarketArea } from '../model/market-rate.ts';
import { changeBetween, yearlyGrowth } from '../model/trend.ts';
import { permissions } from '../policy.ts';
import { trendOf } from '../store/trend.ts';

const percent = (description: string) =>
  z.string().nullable().meta({ scalar: 'Decimal', format: 'decimal', description });

const TrendPoint = z
  .strictObject({
    effectiveFrom: Day,
    p25: Rate.nullable(),
    p50: Rate.nullable(),
    p75: Rate.nullable(),
    mean: Rate.nullable(),
    observations: z.int().nullable(),
    change: percent('Of the median against the point before, in percent; null where either is not known.'),
  })
  .meta({ id: 'BenchmarkTrendPoint' });

export const benchmarkTrend = query({
  name: 'benchmarkTrend',
  summary: 'How a set’s figures of a profession at exactly one place went from release to release.',
  rest: 'GET /benchmark-sets/{benchmarkSetId}/trend',
  permission: permissions.read,
  input: z.strictObject({
    benchmarkSetId: reference('benchmarkSet'),
    profession: codeOf('profession', 'rn'),
    specialty: codeOf('specialty', 'icu').optional(),
    state: codeOf('state', 'OH').optional(),
    metro: text(100).optional(),
    from: Day.optional(),
    to: Day.optional(),
  }),
  output: z
    .strictObject({
      areaKind: MarketArea,
      points: z.array(TrendPoint),
      change: percent('Of the median from the first point that has one to the last, in percent.'),
      yearlyGrowth: percent('The same as growth of a year, compounded by days of 365.25 a year.'),
    })
    .meta({ id: 'BenchmarkTrend' }),
  rows: 'points',
  async handle({ metro = null, state = null, specialty = null, ...asked }, context) {
    const found = await trendOf({ ...asked, metro, state, specialty }, context);
    const known = found.flatMap(({ p50, effectiveFrom }) => (p50 === null ? [] : [{ p50, effectiveFrom }]));
    const first = known[0];
    const last = known.at(-1);
    return {
      areaKind: areaOf({ metro, state }),
      points: found.map((point, at) => ({
        ...point,
        change: changeBetween(found[at - 1]?.p50 ?? null, point.p50),
      })),
      change: known.length < 2 ? null : changeBetween(first!.p50, last!.p50),
      yearlyGrowth: known.length < 2 ? null : yearlyGrowth(first!, last!),
    };
  },
});
