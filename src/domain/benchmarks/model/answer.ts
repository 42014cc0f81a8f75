import { z } from 'zod';
import { codeOf, Day, Id, oneOf, Rate } from '../../../kernel/shapes.ts';
import { BenchmarkBasis, BenchmarkMeasure, BenchmarkWeight } from './benchmark-set.ts';
import { MarketArea } from './market-rate.ts';

export const PercentNumber = z
  .string()
  .regex(
    /^(100(\.0{1,4})?|\d{1,2}(\.\d{1,4})?)$/,
    'A percentile is a decimal from 0 to 100, at most 4 digits after the point.',
  )
  .meta({ scalar: 'Decimal', format: 'decimal', examples: ['50'] });

/** A source of an answer: which of its cells was taken, how wide that is, how much it counts. */
export const MarketSource = z
  .strictObject({
    benchmarkSetId: Id,
    name: z.string(),
    source: z.string(),
    basis: BenchmarkBasis,
    measure: BenchmarkMeasure,
    marketRateId: Id.nullable().meta({ description: 'Null: the set knows nothing of it that may be shown.' }),
    specialty: codeOf('specialty', 'icu')
      .nullable()
      .meta({ description: 'Null: the profession as a whole.' }),
    areaKind: MarketArea.nullable(),
    state: codeOf('state', 'OH').nullable(),
    metro: z.string().nullable(),
    effectiveFrom: Day.nullable(),
    observations: z.int().nullable(),
    contributors: z.int().nullable(),
    vendors: z.int().nullable(),
    isTopCoded: z.boolean(),
    p50: Rate.nullable(),
    weight: BenchmarkWeight,
    share: z.string().nullable().meta({
      scalar: 'Decimal',
      format: 'decimal',
      description: 'Of the answer, in percent; null where it does not count.',
    }),
    isSuppressed: z
      .boolean()
      .meta({ description: 'Something narrower is known, of too few contributors or vendors to be shown.' }),
  })
  .meta({ id: 'MarketSource' });
export type MarketSource = z.output<typeof MarketSource>;

export const MarketPercentile = z
  .strictObject({
    percent: PercentNumber,
    rate: Rate.nullable().meta({ description: 'Null where the sources do not tell.' }),
  })
  .meta({ id: 'MarketPercentile' });

/** Whether a rank is exact, or the most or the least that it can be by what is published. */
export const RankBound = oneOf('RankBound', ['exact', 'at_most', 'at_least']);
