// A market's rates as a line that rises from percentile to percentile: exact, since a cent counts.

import {
  compareExact,
  exactAmount,
  minus,
  plus,
  rounded,
  scale,
  total,
  type Exact,
} from '../../../kernel/exact.ts';

/** A share of the market (0 to 1) and the rate that so many lie at or below. */
export interface Knot {
  at: Exact;
  rate: Exact;
}

/** Knots by rising share; between two the rate rises evenly, outside of them it is not known. */
export type Curve = readonly Knot[];

const times = (left: Exact, right: Exact): Exact => ({
  numerator: left.numerator * right.numerator,
  denominator: left.denominator * right.denominator,
});

/** `left ÷ right`; `right` is above zero. */
const per = (left: Exact, right: Exact): Exact => ({
  numerator: left.numerator * right.denominator,
  denominator: left.denominator * right.numerator,
});

const share = (part: number, whole: number): Exact => ({
  numerator: BigInt(part),
  denominator: BigInt(whole),
});

/** A percentage (decimal string of at most 10 places) as a share of one. */
export const shareOf = (percent: string): Exact => scale(exactAmount(percent), 1, 100);

/**
 * Of rates as they were observed (decimal strings): the continuous percentile of SQL's `percentile_cont`, the k-th lowest
 * of n at (k − 1) ÷ (n − 1). Of none, nothing is known.
 */
export function curveOfObservations(rates: readonly string[]): Curve {
  const sorted = rates.map(exactAmount).toSorted(compareExact);
  if (sorted.length === 1) return [0, 1].map((at) => ({ at: share(at, 1), rate: sorted[0]! }));
  return sorted.map((rate, place) => ({ at: share(place, sorted.length - 1), rate }));
}

/** Of percentiles as a source tells them; those that it does not tell are not known. */
export const curveOfPercentiles = (told: readonly { percent: number; rate: string | null }[]): Curve =>
  told
    .toSorted((one, other) => one.percent - other.percent)
    .flatMap(({ percent, rate }) =>
      rate === null ? [] : [{ at: share(percent, 100), rate: exactAmount(rate) }],
    );

/** The rate that the share of the market lies at or below; null where that is not known. */
export function rateAt(curve: Curve, at: Exact): Exact | null {
  const above = curve.findIndex((knot) => compareExact(knot.at, at) >= 0);
  const high = curve[above];
  if (!high) return null;
  if (compareExact(high.at, at) === 0) return high.rate;
  const low = curve[above - 1];
  if (!low) return null;
  return plus(low.rate, per(times(minus(at, low.at), minus(high.rate, low.rate)), minus(high.at, low.at)));
}

/** Where a rate stands: the share of the market below it, or the most or the least that it can be. */
export interface Standing {
  share: Exact;
  bound: 'at_most' | 'at_least' | null;
}

/**
 * The share of the market that a rate stands above, between two known ones by even rise: of observations those below it
 * ÷ (n − 1), as spreadsheets' PERCENTRANK.INC has it. Outside of what is known a bound; null where nothing is.
 */
export function standingOf(curve: Curve, rate: Exact): Standing | null {
  const [first] = curve;
  const last = curve.at(-1);
  if (!first || !last) return null;
  const above = curve.findIndex((knot) => compareExact(knot.rate, rate) >= 0);
  const high = curve[above];
  if (!high) return { share: last.at, bound: isWhole(last.at) ? null : 'at_least' };
  if (compareExact(high.rate, rate) === 0) return { share: high.at, bound: null };
  const low = curve[above - 1];
  if (!low) return { share: first.at, bound: first.at.numerator === 0n ? null : 'at_most' };
  const risen = per(times(minus(rate, low.rate), minus(high.at, low.at)), minus(high.rate, low.rate));
  return { share: plus(low.at, risen), bound: null };
}

const isWhole = ({ numerator, denominator }: Exact): boolean => numerator === denominator;

/** Curves as one: at each share the mean of their rates by weight, where all of them know one. */
export function blended(parts: readonly { curve: Curve; weight: string }[]): Curve {
  if (parts.length === 1) return parts[0]!.curve;
  const whole = total(parts.map(({ weight }) => exactAmount(weight)));
  const shares = parts.flatMap(({ curve }) => curve.map(({ at }) => at)).toSorted(compareExact);
  const apart = shares.filter((at, place) => place === 0 || compareExact(shares[place - 1]!, at) !== 0);
  return apart.flatMap((at) => {
    const rates = parts.map(({ curve, weight }) => {
      const rate = rateAt(curve, at);
      return rate && times(rate, exactAmount(weight));
    });
    return rates.includes(null) ? [] : [{ at, rate: per(total(rates as Exact[]), whole) }];
  });
}

/** A share of one as a percentage of 4 places, rounded half away from zero. */
export const asPercent = (value: Exact): string => rounded(scale(value, 100, 1), 4);

/** A rate of 4 places, rounded half away from zero. */
export const asRate = (value: Exact): string => rounded(value, 4);
