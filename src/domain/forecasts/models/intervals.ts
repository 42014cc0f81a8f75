/** A forecast made when so much was known, and its errors (actual − forecast) by how far ahead. */
export interface KnownErrors {
  origin: number;
  errors: readonly number[];
}

/** How many errors there must be before they say how far off a forecast is. */
const fewest = 8;
const level = 0.8;

/**
 * How far from a forecast four of five outcomes lie, by the absolute errors of earlier forecasts as far ahead, or where
 * those are too few of all earlier ones; undefined where these are too few. The rank is that of split conformal
 * prediction, ⌈0.8 (n + 1)⌉, which holds in samples of any size.
 */
export function reachOf(known: readonly KnownErrors[], step: number, origin: number): number | undefined {
  const seen = known.map(({ origin: from, errors }) => errors.slice(0, Math.max(origin - from, 0)));
  const sameStep = seen.flatMap((errors) => (step < errors.length ? [errors[step]!] : []));
  const pool = sameStep.length >= fewest ? sameStep : seen.flat();
  if (pool.length < fewest) return undefined;
  const ordered = pool.map(Math.abs).toSorted((one, other) => one - other);
  return ordered[Math.min(Math.ceil(level * (ordered.length + 1)), ordered.length) - 1]!;
}

/** The interval about a forecast; demand is never below zero. */
export const about = (
  value: number,
  reach: number | undefined,
): { lower: number | null; upper: number | null } =>
  reach === undefined
    ? { lower: null, upper: null }
    : { lower: Math.max(value - reach, 0), upper: value + reach };
