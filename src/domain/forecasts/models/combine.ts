import type { KnownErrors } from './intervals.ts';

/** A model by what it forecasts now and how it erred before. */
export interface Voice {
  values: readonly number[];
  known: readonly KnownErrors[];
}

/** How many errors there must be before they weigh. */
const fewest = 8;

const absolute = (known: readonly KnownErrors[], origin: number): number[] =>
  known.flatMap(({ origin: from, errors }) => errors.slice(0, Math.max(origin - from, 0)).map(Math.abs));

/** A model that erred so many times as much as the best one has no voice. */
const tolerated = 1.25;

/**
 * The mean of what models forecast, weighted by 1 ÷ (sum of absolute errors)² over the periods that were known at the
 * origin; models that erred over a quarter more than the best one count nothing. Alike where too little is known, or a
 * model did not err. On the real series of the bench this errs less than the one model that did best so far.
 */
export function combined(voices: readonly Voice[], origin: number): number[] {
  const errors = voices.map(({ known }) => absolute(known, origin));
  const sums = errors.map((all) => all.reduce((sum, error) => sum + error, 0));
  const best = Math.min(...sums);
  const weighed = errors[0]!.length >= fewest;
  const weights = sums.map((sum) => {
    if (!weighed) return 1;
    if (sum > tolerated * best) return 0;
    return best > 0 ? (best / sum) ** 2 : 1;
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return voices[0]!.values.map(
    (_, step) => voices.reduce((sum, { values }, at) => sum + weights[at]! * values[step]!, 0) / total,
  );
}
