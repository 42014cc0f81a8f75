import {
  compareExact,
  exactAmount,
  nothing,
  plus,
  rounded,
  scale,
  type Exact,
} from '../../../kernel/exact.ts';

export type Better = 'higher' | 'lower';
/** What becomes of a score where some of it is not known. */
export type MissingRule = 'reweigh' | 'zero' | 'unrated';

/** What is asked of one measure; decimal strings. */
export interface Aim {
  /** A part of one. */
  weight: string;
  target: string;
  better: Better;
}

/** What was measured: a quotient, or a figure by itself where the denominator is null; decimal strings. */
export interface Measured {
  numerator: string;
  denominator: string | null;
}

/** What a measure comes to against its aim: decimal strings, 6 places; points of a hundred, 4 places. */
export interface Attained {
  actual: string | null;
  attainment: string | null;
  points: string | null;
}

const one = exactAmount('1');
const over = (value: Exact, by: Exact): Exact => scale(value, by.denominator, by.numerator);
const times = (value: Exact, by: Exact): Exact => scale(value, by.numerator, by.denominator);
const isPositive = (value: Exact): boolean => compareExact(value, nothing) > 0;

/** The figure itself, exactly; null over nothing. */
export function actualOf({ numerator, denominator }: Measured): Exact | null {
  if (denominator === null) return exactAmount(numerator);
  const whole = exactAmount(denominator);
  return isPositive(whole) ? over(exactAmount(numerator), whole) : null;
}

/** `min(1, actual ÷ target)`, or `min(1, target ÷ actual)` where lower is better; never below 0. */
export function attainmentOf({ target, better }: Pick<Aim, 'target' | 'better'>, actual: Exact): Exact {
  const aimed = exactAmount(target);
  if (better === 'lower') return compareExact(actual, aimed) <= 0 ? one : over(aimed, actual);
  if (compareExact(actual, aimed) >= 0) return one;
  return isPositive(actual) ? over(actual, aimed) : nothing;
}

/** Whether an aim can be measured against: a target above 0, or from 0 on where lower is better. */
export const isTarget = ({ target, better }: Pick<Aim, 'target' | 'better'>): boolean =>
  compareExact(exactAmount(target), nothing) >= (better === 'lower' ? 0 : 1);

/** Whether weights (decimal strings) are 1 in all. */
export const areOne = (weights: readonly string[]): boolean =>
  compareExact(
    weights.reduce((sum, weight) => plus(sum, exactAmount(weight)), nothing),
    one,
  ) === 0;

/**
 * The score of a hundred, 2 places, half away from zero: Σ weight × attainment. What was not measured counts as its rule
 * says: `zero`: as nothing attained; `reweigh`: the other weights are made one in all; `unrated`: there is no score.
 * Null also where nothing that weighs was measured.
 */
export function scoreOf(
  parts: readonly { aim: Aim; measured: Measured | null }[],
  missing: MissingRule,
): { score: string | null; parts: Attained[] } {
  let attained = nothing;
  let known = nothing;
  let isWhole = true;
  const shown = parts.map(({ aim, measured }): Attained => {
    const weight = exactAmount(aim.weight);
    const actual = measured && actualOf(measured);
    if (!actual) {
      if (isPositive(weight)) isWhole = false;
      return { actual: null, attainment: null, points: null };
    }
    const reached = attainmentOf(aim, actual);
    const part = times(reached, weight);
    attained = plus(attained, part);
    known = plus(known, weight);
    return {
      actual: rounded(actual, 6),
      attainment: rounded(reached, 6),
      points: rounded(scale(part, 100, 1), 4),
    };
  });
  const isRated = isPositive(known) && (isWhole || missing !== 'unrated');
  const whole = missing === 'reweigh' ? over(attained, isRated ? known : one) : attained;
  return { score: isRated ? rounded(scale(whole, 100, 1), 2) : null, parts: shown };
}
