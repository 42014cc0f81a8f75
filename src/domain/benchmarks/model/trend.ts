import { rounded } from '../../../kernel/exact.ts';
import { parseRate, percentMore } from '../../../kernel/money.ts';

/** By how many percent a later median is above an earlier one, at scale 4; null where either is not known. */
export const changeBetween = (earlier: string | null, later: string | null): string | null =>
  earlier === null || later === null ? null : percentMore(parseRate(earlier), parseRate(later));

interface Median {
  p50: string;
  effectiveFrom: string;
}

const daysOfYear = 365.25;

/** Growth of a year in percent, compounded, at scale 4; null of nothing or within a day. A root: binary, as no decimal holds it. */
export function yearlyGrowth(first: Median, last: Median): string | null {
  const days = Temporal.PlainDate.from(first.effectiveFrom).until(last.effectiveFrom, {
    largestUnit: 'days',
  }).days;
  if (days === 0 || Number(first.p50) === 0) return null;
  const grown = (Number(last.p50) / Number(first.p50)) ** (daysOfYear / days) - 1;
  return rounded({ numerator: BigInt(Math.round(grown * 1_000_000)), denominator: 10_000n }, 4);
}
