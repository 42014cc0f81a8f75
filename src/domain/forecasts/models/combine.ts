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

/**
 * The mean of what models forecast, each weighted by 1 ÷ (sum of its absolute errors)² over the periods that were known
 * at the origin: of two the one that erred twice as much counts a quarter. Alike where too little is known. On the real
 * series of the bench this errs less than choosing the one model that did best.
 */
export function combined(voices: readonly Voice[], origin: number): number[] {
  const errors = voices.map(({ known }) => absolute(known, origin));
  const sums = errors.map((all) => all.reduce((sum, error) => sum + error, 0));
  const least = Math.max(...sums) / 1_000;
  const weighed = errors[0]!.length >= fewest && least > 0;
  const weights = sums.map((sum) => (weighed ? 1 / Math.max(sum, least) ** 2 : 1));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return voices[0]!.values.map(
    (_, step) => voices.reduce((sum, { values }, at) => sum + weights[at]! * values[step]!, 0) / total,
  );
}
