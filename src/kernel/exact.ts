// Pay is summed before it is rounded, and the regular rate is a quotient that no decimal holds, so what lies between
// rates and amounts is a fraction of integers.

import { parseAmount, parseRate } from './money.ts';
import type { Amount, Rate } from './money.ts';

/** Money as an exact fraction, dollars; the denominator is positive. Never serialized. */
export interface Exact {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

// Every product of a rate (4 places), a factor (6 places) and minutes of an hour is a whole number of these.
const grain = 600_000_000_000n;
const decimalText = /^(-?)(\d+)(?:\.(\d+))?$/;

function unitsOf(text: string, places: number): bigint {
  const [, sign, whole, fraction = ''] = decimalText.exec(text) ?? [];
  if (whole === undefined) throw new RangeError(`${JSON.stringify(text)} is not a decimal number`);
  if (fraction.length > places)
    throw new RangeError(`${text} has more than ${places} digits after the point`);
  const units = BigInt(whole + fraction.padEnd(places, '0'));
  return sign === '-' ? -units : units;
}

const ofGrain = (numerator: bigint): Exact => ({ numerator, denominator: grain });

/** A rate has so many digits before the point. */
const rateDigits = 5;

/** No money. */
export const nothing: Exact = ofGrain(0n);

/** Minutes × rate ÷ 60 × a factor (decimal strings of at most 4 and 6 places). */
export const exactPay = (minutes: number, rate: string, factor = '1'): Exact =>
  ofGrain(BigInt(minutes) * unitsOf(rate, 4) * unitsOf(factor, 6));

/** A decimal string of at most 10 places as it is. */
export const exactAmount = (text: string): Exact => ofGrain(unitsOf(text, 10) * 60n);

/** The exact sum. */
export function plus(left: Exact, right: Exact): Exact {
  if (left.denominator === right.denominator)
    return { numerator: left.numerator + right.numerator, denominator: left.denominator };
  return {
    numerator: left.numerator * right.denominator + right.numerator * left.denominator,
    denominator: left.denominator * right.denominator,
  };
}

/** The exact sum of any number; of none, nothing. */
export const total = (values: Iterable<Exact>): Exact => {
  let sum = nothing;
  for (const value of values) sum = plus(sum, value);
  return sum;
};

/** `value × by ÷ of`, exactly; `of` is positive. */
export const scale = (value: Exact, by: number | bigint, of: number | bigint): Exact => ({
  numerator: value.numerator * BigInt(by),
  denominator: value.denominator * BigInt(of),
});

/** `left − right`, exactly. */
export const minus = (left: Exact, right: Exact): Exact => plus(left, scale(right, -1, 1));

/** Negative, zero or positive as `left` is less than, equal to or more than `right`. */
export function compareExact(left: Exact, right: Exact): -1 | 0 | 1 {
  const difference = left.numerator * right.denominator - right.numerator * left.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** As a decimal string of so many places, rounded once; halves go away from zero or, told so, to the even neighbor. */
export function rounded({ numerator, denominator }: Exact, places: number, isHalfEven = false): string {
  const size = (numerator < 0n ? -numerator : numerator) * 10n ** BigInt(places);
  const whole = size / denominator;
  const twice = 2n * (size % denominator);
  const isUp = twice > denominator || (twice === denominator && (!isHalfEven || whole % 2n === 1n));
  const digits = (isUp ? whole + 1n : whole).toString().padStart(places + 1, '0');
  const sign = numerator < 0n && /[1-9]/.test(digits) ? '-' : '';
  return places === 0 ? sign + digits : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** Rounded once to cents, half away from zero. */
export const toAmount = (value: Exact): Amount => parseAmount(rounded(value, 2));

/** Rounded once to 4 places, half away from zero; null where that is no rate: pay of a week over next to no minutes. */
export function toRate(value: Exact): Rate | null {
  const text = rounded(value, 4);
  return text.indexOf('.') > rateDigits ? null : parseRate(text);
}
