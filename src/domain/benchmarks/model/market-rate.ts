import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { event, factsFor } from '../../../kernel/event.ts';
import { codeOf, Id, oneOf, text } from '../../../kernel/shapes.ts';

/** How wide a place a market rate is for. */
export const MarketArea = oneOf('MarketArea', ['national', 'state', 'metro']);

/** How wide a place is that names a metropolitan area, or a state, or neither. */
export const areaOf = ({ metro, state }: { metro: string | null; state: string | null }) =>
  metro !== null ? ('metro' as const) : state !== null ? ('state' as const) : ('national' as const);

/** What a market rate is of, and where. */
export const cellShape = {
  profession: codeOf('profession', 'rn'),
  specialty: codeOf('specialty', 'icu').nullish().meta({ description: 'Absent: the profession as a whole.' }),
  state: codeOf('state', 'OH').nullish().meta({ description: 'Absent, as `metro` is: the nation.' }),
  metro: text(100).nullish().meta({ description: 'A metropolitan area, as the source calls it.' }),
};

/** The percentiles that a cell keeps, by the names they have. */
export const keptPercentiles = { p10: 10, p25: 25, p50: 50, p75: 75, p90: 90 } as const;
export type PercentileName = keyof typeof keptPercentiles;
export const percentileNames = Object.keys(keptPercentiles) as PercentileName[];

export const percentilesDescend = declareError(
  'percentiles_descend',
  'invalid',
  'A higher percentile is no lower than a lower one.',
);
export const marketRateIsObserved = declareError(
  'market_rate_is_observed',
  'conflict',
  'Its percentiles are made from its observations.',
);
export const marketRateIsStated = declareError(
  'market_rate_is_stated',
  'conflict',
  'Its percentiles were told as such: it takes no observations.',
);
export const toldTwice = declareError(
  'market_rate_told_twice',
  'conflict',
  'It stands twice in this call, or is being told by another.',
);

const fact = factsFor(['operator'], z.strictObject({}));
export const marketRateRecorded = fact('market_rate.recorded', 'A market rate was told.');
export const marketRateChanged = fact('market_rate.changed', 'A market rate was corrected.');
export const marketRateWithdrawn = fact(
  'market_rate.withdrawn',
  'A market rate was taken back: it counts no more.',
);
export const observationRecorded = event({
  type: 'rate_observation.recorded',
  summary: 'A rate was observed in the market.',
  sides: ['operator'],
  data: z.strictObject({ marketRateId: Id }),
});
export const observationWithdrawn = event({
  type: 'rate_observation.withdrawn',
  summary: 'An observation was taken back: it counts no more.',
  sides: ['operator'],
  data: z.strictObject({ marketRateId: Id }),
});
