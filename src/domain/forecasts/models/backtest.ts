import type { ForecastModel } from '../words.ts';
import { accuracyOf, type Accuracy, type Scored } from './accuracy.ts';
import { candidates, singleModels } from './candidates.ts';
import { combined } from './combine.ts';
import { about, reachOf, type KnownErrors } from './intervals.ts';

/** Origins that are scored, and earlier ones from which weights and intervals are learned first. */
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

/** The season, where a history shows it twice over before as many origins as are scored; else none, which is 1. */
export const seasonOf = (length: number, ahead: number, season: number): number =>
  length - ahead - mostScored + 1 >= 2 * season ? season : 1;

/** What a model forecast from each origin. */
type Run = readonly (readonly number[])[];

/** The lengths of history, in order, from which a backtest forecasts: each period once, up to the last whose outcome is known. */
export function originsOf(length: number, ahead: number, season: number): number[] {
  const first = Math.max(shortest, season > 1 ? 2 * season : 0);
  const last = length - ahead;
  const from = Math.max(first, last - mostScored - mostLearned + 1);
  return Array.from({ length: Math.max(last - from + 1, 0) }, (_, step) => from + step);
}

function errorsOf(run: Run, history: readonly number[], origins: readonly number[]): KnownErrors[] {
  return origins.map((origin, at) => ({
    origin,
    errors: run[at]!.map((value, step) => history[origin + step]! - value),
  }));
}

function judge(
  model: ForecastModel,
  run: Run,
  history: readonly number[],
  origins: readonly number[],
): Backtest {
  const known = errorsOf(run, history, origins);
  const scoredFrom = Math.max(origins.length - mostScored, 0);
  const scored = origins.slice(scoredFrom).flatMap((origin, at): Scored[] =>
    run[scoredFrom + at]!.map((forecast, step) => ({
      forecast,
      actual: history[origin + step]!,
      ...about(forecast, reachOf(known, step, origin)),
    })),
  );
  return { model, origins: origins.length - scoredFrom, known, ...accuracyOf(scored) };
}

/**
 * How each model would have done on a history by rolling origins: forecast from what was known, with weights and
 * intervals from errors that were known by then, and compared with what came. Empty where the history is too short to
 * say. Only models that could forecast from every origin are judged: else they would be on other periods.
 */
export function backtest(history: readonly number[], ahead: number, season: number): Backtest[] {
  const origins = originsOf(history.length, ahead, season);
  if (origins.length < fewestOrigins) return [];
  const made = origins.map((origin) => candidates(history.slice(0, origin), ahead, season));
  const judged = singleModels.flatMap((model) => {
    if (!made.every((run) => run.has(model))) return [];
    return [
      judge(
        model,
        made.map((run) => run.get(model)!),
        history,
        origins,
      ),
    ];
  });
  if (judged.length < 2) return judged;
  const together = origins.map((origin, at) =>
    combined(
      judged.map(({ model, known }) => ({ known, values: made[at]!.get(model as never)! })),
      origin,
    ),
  );
  return [...judged, judge('combined', together, history, origins)];
}
