/** What was forecast for a period and what came; the interval where one was given. */
export interface Scored {
  forecast: number;
  actual: number;
  lower?: number | null;
  upper?: number | null;
}

/** Errors in percent; null where there is nothing to divide by. */
export interface Accuracy {
  points: number;
  /** Mean of |error| ÷ actual, over the periods in which anything came. */
  mape: number | null;
  /** Σ |error| ÷ Σ actual. */
  wape: number | null;
  /** Σ error ÷ Σ actual: above zero where too much was forecast. */
  bias: number | null;
  /** The share of the periods with an interval in which it held what came. */
  coverage: number | null;
  coveredPoints: number;
}

const percent = (part: number, whole: number): number | null => (whole === 0 ? null : (100 * part) / whole);

/** How well forecasts did. */
export function accuracyOf(scored: readonly Scored[]): Accuracy {
  const came = scored.filter(({ actual }) => actual !== 0);
  const total = scored.reduce((sum, { actual }) => sum + actual, 0);
  const error = scored.reduce((sum, { forecast, actual }) => sum + forecast - actual, 0);
  const absolute = scored.reduce((sum, { forecast, actual }) => sum + Math.abs(forecast - actual), 0);
  const relative = came.reduce(
    (sum, { forecast, actual }) => sum + Math.abs(forecast - actual) / Math.abs(actual),
    0,
  );
  const bounded = scored.flatMap(({ lower, upper, actual }) =>
    lower == null || upper == null ? [] : [lower <= actual && actual <= upper],
  );
  return {
    points: scored.length,
    mape: percent(relative, came.length),
    wape: percent(absolute, total),
    bias: percent(error, total),
    coverage: percent(bounded.filter(Boolean).length, bounded.length),
    coveredPoints: bounded.length,
  };
}
