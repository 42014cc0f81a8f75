import { forecastModels, type ForecastModel } from '../words.ts';
import { accuracyOf, type Accuracy, type Scored } from './accuracy.ts';
import { candidates } from './candidates.ts';
import { about, reachOf, type KnownErrors } from './intervals.ts';

/** Origins that are scored, and earlier ones from which intervals are learned first. */
const mostScored = 12;
const mostLearned = 8;
/** What a model must have seen before it is judged, and how often it is judged at least. */
const shortest = 8;
const fewestOrigins = 3;

export interface Backtest extends Accuracy {
  model: ForecastModel;
  origins: number;
  known: readonly KnownErrors[];
}

/** The lengths of history, in order, from which a backtest forecasts: each period once, up to the last whose outcome is known. */
export function originsOf(length: number, ahead: number, season: number): number[] {
  const first = Math.max(shortest, season > 1 ? 2 * season : 0);
  const last = length - ahead;
  const from = Math.max(first, last - mostScored - mostLearned + 1);
  return Array.from({ length: Math.max(last - from + 1, 0) }, (_, step) => from + step);
}

/**
 * How each model would have done on a history by rolling origins: forecast from what was known, with intervals from
 * errors that were known by then, and compared with what came. Empty where the history is too short to say. Only models
 * that could forecast from every origin are judged: else they would be on other weeks.
 */
export function backtest(history: readonly number[], ahead: number, season: number): Backtest[] {
  const origins = originsOf(history.length, ahead, season);
  if (origins.length < fewestOrigins) return [];
  const runs = origins.map((origin) => candidates(history.slice(0, origin), ahead, season));
  const scoredFrom = Math.max(origins.length - mostScored, 0);
  return forecastModels.flatMap((model) => {
    if (!runs.every((run) => run.has(model))) return [];
    const known = runs.map((run, at): KnownErrors => ({
      origin: origins[at]!,
      errors: run.get(model)!.map((value, step) => history[origins[at]! + step]! - value),
    }));
    const scored = origins.slice(scoredFrom).flatMap((origin, at): Scored[] =>
      runs[scoredFrom + at]!.get(model)!.map((forecast, step) => ({
        forecast,
        actual: history[origin + step]!,
        ...about(forecast, reachOf(known, step, origin)),
      })),
    );
    return [{ model, origins: origins.length - scoredFrom, known, ...accuracyOf(scored) }];
  });
}
