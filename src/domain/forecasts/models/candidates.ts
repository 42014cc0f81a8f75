import { forecastModels, type ForecastModel } from '../words.ts';
import { decomposed, smoothed } from './library.ts';

const remembered = 4;

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The mean of the last four values of the same place in the season, fewer where there are fewer; at least one season is given. */
export const seasonalNaive = (history: readonly number[], ahead: number, season: number): number[] =>
  Array.from({ length: ahead }, (_, step) => {
    const latest = history.length - season + (step % season);
    const places = Array.from({ length: remembered }, (_value, back) => latest - back * season);
    return mean(places.filter((place) => place >= 0).map((place) => history[place]!));
  });

/** The season that a history is long enough to show twice over; else none, which is 1. */
export const seasonOf = (length: number, season: number): number => (length >= 2 * season ? season : 1);

const notBelowZero = (values: readonly number[]): number[] => values.map((value) => Math.max(value, 0));

/** What each model forecasts after a history of at least one value; models that it gives nothing to are absent. Demand is never below zero. */
export function candidates(
  history: readonly number[],
  ahead: number,
  season: number,
): Map<ForecastModel, number[]> {
  const base = seasonalNaive(history, ahead, season);
  const ets = smoothed(history, ahead);
  const mstl = decomposed(history, ahead, season);
  const fitted = season > 1 ? mstl : ets;
  const made: Record<ForecastModel, number[] | undefined> = {
    seasonal_naive: base,
    // Without a season it is the other one.
    recent_mean: season > 1 ? seasonalNaive(history.slice(-remembered), ahead, 1) : undefined,
    combined: fitted && notBelowZero(fitted).map((value, step) => (value + base[step]!) / 2),
    ets,
    mstl,
  };
  return new Map(
    forecastModels.flatMap((model) => {
      const values = made[model];
      return values ? [[model, notBelowZero(values)] as const] : [];
    }),
  );
}
