import type { ForecastModel } from '../words.ts';
import { backtest, type Backtest } from './backtest.ts';
import { candidates, seasonOf } from './candidates.ts';
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

const shown = (percent: number): string => `${percent.toFixed(2)} %`;

function reasonFor(best: Backtest, judged: readonly Backtest[]): string {
  const others = judged
    .filter((one) => one !== best)
    .map(({ model, wape }) => `${model} ${shown(wape!)}`)
    .join(', ');
  const over = `${best.points} forecasts from ${best.origins} origins`;
  return best.model === 'seasonal_naive'
    ? `No model did better than the baseline: its WAPE was ${shown(best.wape!)} over ${over}; ${others || 'no other could be judged'}.`
    : `Lowest WAPE of the backtest: ${best.model} ${shown(best.wape!)} over ${over}; ${others}.`;
}

/** The model with the lowest WAPE, of equals the plainer; the baseline where nothing can be judged. */
function choose(backtests: readonly Backtest[]): { model: ForecastModel; why: string } {
  const judged = backtests.filter(({ wape }) => wape !== null);
  const [best] = judged.toSorted((one, other) => one.wape! - other.wape!);
  if (best) return { model: best.model, why: reasonFor(best, judged) };
  const why =
    backtests.length === 0
      ? 'The history is too short for a backtest, so the baseline serves.'
      : 'There was no demand in the backtest, so the baseline serves.';
  return { model: 'seasonal_naive', why };
}

/** Forecasts so many periods after a history of at least one; `season` counts where the history shows it twice over. */
export function serve(history: readonly number[], ahead: number, season: number): Served {
  const shownSeason = seasonOf(history.length - ahead, season);
  const backtests = backtest(history, ahead, shownSeason);
  const made = candidates(history, ahead, shownSeason);
  const stepsOf = (model: ForecastModel): Interval[] => {
    const known = backtests.find((one) => one.model === model)?.known ?? [];
    return made
      .get(model)!
      .map((value, step) => ({ value, ...about(value, reachOf(known, step, history.length)) }));
  };
  const { model, why } = choose(backtests.filter((one) => made.has(one.model)));
  return { model, why, steps: stepsOf(model), baseline: stepsOf('seasonal_naive'), backtests };
}
