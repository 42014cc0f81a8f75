import type { ForecastModel } from '../words.ts';
import { decomposed, smoothed } from './library.ts';

/** The models that forecast by themselves. */
export const singleModels = [
  'seasonal_naive',
  'recent_mean',
  'ets',
  'mstl',
] as const satisfies ForecastModel[];
export type SingleModel = (typeof singleModels)[number];

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

/** What each model forecasts after a history of at least one value; models that find nothing in it are absent. Demand is never below zero. */
export function candidates(
  history: readonly number[],
  ahead: number,
  season: number,
): Map<SingleModel, number[]> {
  const made: Record<SingleModel, number[] | undefined> = {
    seasonal_naive: seasonalNaive(history, ahead, season),
    // Without a season it is the baseline itself.
    recent_mean: season > 1 ? seasonalNaive(history, ahead, 1) : undefined,
    ets: smoothed(history, ahead),
    mstl: decomposed(history, ahead, season),
  };
  return new Map(
    singleModels.flatMap((model) => {
      const values = made[model];
      return values ? [[model, values.map((value) => Math.max(value, 0))] as const] : [];
    }),
  );
}
