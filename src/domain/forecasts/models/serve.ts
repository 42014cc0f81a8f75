import type { ForecastModel } from '../words.ts';
import { backtest, seasonOf, type Backtest } from './backtest.ts';
import { candidates } from './candidates.ts';
import { combined } from './combine.ts';
import { decimalText } from './decimal.ts';
import { about, reachOf } from './intervals.ts';

export interface Interval {
  value: number;
  lower: number | null;
  upper: number | null;
}

/** What a history leads to: one model's forecast, the baseline beside it, and how all did before. */
export interface Served {
  model: ForecastModel;
  why: string;
  steps: Interval[];
  baseline: Interval[];
  backtests: Backtest[];
}

const shown = ({ model, wape }: Backtest): string => `${model} ${decimalText(wape!, 2)} %`;

/** The combined model where it erred less than the baseline in the backtest, else the baseline; and why, in words. */
function choose(backtests: readonly Backtest[]): { model: ForecastModel; why: string } {
  const of = (model: ForecastModel) => backtests.find((one) => one.model === model);
  const [baseline, model] = [of('seasonal_naive'), of('combined')];
  if (!baseline || !model)
    return {
      model: 'seasonal_naive',
      why: 'The history is too short for a backtest, so the baseline serves.',
    };
  if (baseline.wape === null || model.wape === null)
    return {
      model: 'seasonal_naive',
      why: 'Nothing was asked for in the backtest, so the baseline serves.',
    };
  const won = model.wape < baseline.wape;
  const figures = backtests.map(shown).join(', ');
  return {
    model: won ? 'combined' : 'seasonal_naive',
    why: `${won ? 'The models win' : 'The models do not win'} against the baseline. WAPE over ${model.points} forecasts from ${model.origins} origins: ${figures}.`,
  };
}

/**
 * Forecasts so many periods after a history of at least one and the periods of which nothing is known that follow it;
 * `season` counts where the history shows it often enough.
 */
export function serve(history: readonly number[], asked: number, season: number, unknown = 0): Served {
  const ahead = unknown + asked;
  const shownSeason = seasonOf(history.length, ahead, season);
  const backtests = backtest(history, ahead, shownSeason);
  const made: ReadonlyMap<ForecastModel, number[]> = candidates(history, ahead, shownSeason);
  const knownOf = (model: ForecastModel) => backtests.find((one) => one.model === model)?.known ?? [];
  const voices = backtests.flatMap(({ model, known }) => {
    const values = made.get(model);
    return values ? [{ values, known }] : [];
  });
  const stepsOf = (model: ForecastModel): Interval[] => {
    const values = model === 'combined' ? combined(voices, history.length) : made.get(model)!;
    return values.map((value, step) => ({
      value,
      ...about(value, reachOf(knownOf(model), step, history.length)),
    }));
  };
  const { model, why } = choose(backtests);
  return {
    model,
    why:
      unknown === 0 ? why : `${why} Nothing is known of the ${unknown} weeks before: they are forecast too.`,
    steps: stepsOf(model).slice(unknown),
    baseline: stepsOf('seasonal_naive').slice(unknown),
    backtests,
  };
}
