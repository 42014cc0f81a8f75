import { z } from 'zod';
import { refuse } from '../../../kernel/errors.ts';
import { codeOf, Day, reference, text } from '../../../kernel/shapes.ts';
import { Currency } from '../../programs/index.ts';
import { BenchmarkMeasure, BenchmarkWeight } from './benchmark-set.ts';

const mostSets = 10;

/** Which sets are asked, and how much each counts. */
export const setsShape = {
  benchmarkSetIds: z.array(reference('benchmarkSet')).max(mostSets).default([]).meta({
    description:
      'None: every active set of the measure and currency that no program owns, and those of the program named.',
  }),
  weights: z
    .array(BenchmarkWeight)
    .max(mostSets)
    .default([])
    .meta({ description: 'Of the sets named, in order; none: the weight of each set.' }),
};

/** What the market is asked for. */
export const marketShape = {
  programId: reference('program').optional().meta({ description: 'Its own sets are asked too.' }),
  profession: codeOf('profession', 'rn'),
  specialty: codeOf('specialty', 'icu').optional(),
  state: codeOf('state', 'OH').optional(),
  metro: text(100).optional(),
  measure: BenchmarkMeasure,
  currency: Currency.default('USD'),
  ...setsShape,
};
export const onDay = Day.optional().meta({
  description: 'Absent: today, in the program’s zone or else UTC.',
});

/** Refuses weights that are not one for each set, and a set named twice. */
export function assertWeighed(sets: readonly string[], weights: readonly string[]): void {
  if (weights.length > 0 && weights.length !== sets.length)
    throw refuse('/weights', 'invalid_value', 'There is one weight for each set that is named.');
  if (new Set(sets).size < sets.length)
    throw refuse('/benchmarkSetIds', 'invalid_value', 'A set stands twice.');
}
