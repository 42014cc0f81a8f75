// Money crosses every boundary (JSON, SQL, events) as a canonical decimal string, so that string is the value:
// the brand says which scale it has, and only the functions below compute with it, on bigints.

declare const scaleOf: unique symbol;
declare const ofHundred: unique symbol;

/** Money per hour as a canonical decimal string of scale 4, `"98.0000"`; less than 10^8 either way. */
export type Rate = string & { readonly [scaleOf]: 4 };

/** Money as a canonical decimal string of scale 2, `"4264.75"`; less than 10^12 either way. */
export type Amount = string & { readonly [scaleOf]: 2 };

/** A percentage, 0 to 100, as a canonical decimal string of scale 4, `"60.0000"`. */
export type Percent = string & { readonly [ofHundred]: true };

type Money = Rate | Amount;
type Scale = 2 | 4;

const limits: Record<Scale, bigint> = { 2: 10n ** 14n, 4: 10n ** 12n };
const wholeUnits = 1_000_000n;
const decimalText = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?$/;

function toUnits(text: string, scale: Scale): bigint {
  const [, sign, whole, fraction = ''] = decimalText.exec(text) ?? [];
  if (whole === undefined) throw new RangeError(`${JSON.stringify(text)} is not a decimal number`);
  if (fraction.length > scale) throw new RangeError(`${text} has more than ${scale} digits after the point`);
  const units = BigInt(whole + fraction.padEnd(scale, '0'));
  return sign === '-' ? -units : units;
}

function toText(units: bigint, scale: Scale): string {
  const size = units < 0n ? -units : units;
  if (size >= limits[scale]) throw new RangeError('money out of range');
  const digits = size.toString().padStart(scale + 1, '0');
  return `${units < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

const rate = (units: bigint) => toText(units, 4) as Rate;
const amount = (units: bigint) => toText(units, 2) as Amount;
const rateUnits = (value: Rate) => toUnits(value, 4);
const amountUnits = (value: Amount) => toUnits(value, 2);
const decimals = (value: Money) => (value.length - value.indexOf('.') - 1) as Scale;

/** The only place where money is rounded: to a whole unit, half away from zero; the denominator is positive. */
function roundQuotient(numerator: bigint, denominator: bigint): bigint {
  const size = numerator < 0n ? -numerator : numerator;
  const rounded = (2n * size + denominator) / (2n * denominator);
  return numerator < 0n ? -rounded : rounded;
}

function minutesAsInteger(minutes: number): bigint {
  if (!Number.isSafeInteger(minutes)) throw new RangeError('minutes are whole');
  return BigInt(minutes);
}

/** Reads a rate; throws a RangeError on anything malformed, finer than 4 places or out of range. */
export const parseRate = (text: string): Rate => rate(toUnits(text, 4));

/** Reads an amount; throws a RangeError on anything malformed, finer than 2 places or out of range. */
export const parseAmount = (text: string): Amount => amount(toUnits(text, 2));

/** No money. */
export const zeroAmount = parseAmount('0');

/** The exact sum of two amounts. */
export const add = (left: Amount, right: Amount): Amount => amount(amountUnits(left) + amountUnits(right));

/** `left − right`, exactly. */
export const subtract = (left: Amount, right: Amount): Amount =>
  amount(amountUnits(left) - amountUnits(right));

/** The amount with the other sign; no money stays no money. */
export const negate = (value: Amount): Amount => amount(-amountUnits(value));

/** The amount without its sign. */
export const absolute = (value: Amount): Amount => (value.startsWith('-') ? negate(value) : value);

/** The exact sum of any number of amounts; of none, zero. */
export const sum = (values: Iterable<Amount>): Amount => {
  let total = 0n;
  for (const value of values) total += amountUnits(value);
  return amount(total);
};

/** Negative, zero or positive as `left` is less than, equal to or more than `right`, both of one scale. */
export function compare<Value extends Money>(left: Value, right: Value): -1 | 0 | 1 {
  const scale = decimals(left);
  if (decimals(right) !== scale) throw new TypeError('a rate does not compare with an amount');
  const difference = toUnits(left, scale) - toUnits(right, scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The whole cents of an amount. */
export const centsOf = (value: Amount): bigint => amountUnits(value);

/** Minutes × rate ÷ 60, rounded once to cents, half away from zero. */
export const chargeFor = (minutes: number, hourlyRate: Rate): Amount =>
  amount(roundQuotient(minutesAsInteger(minutes) * rateUnits(hourlyRate), 6000n));

/** Reads a percentage; throws a RangeError unless it is a decimal of at most 4 places from 0 to 100. */
export function parsePercent(text: string): Percent {
  const units = toUnits(text, 4);
  if (units < 0n || units > wholeUnits) throw new RangeError(`${text} is no percentage`);
  return toText(units, 4) as Percent;
}

/** Nothing of a hundred. */
export const zeroPercent = parsePercent('0');

/** Whether percentages, each of them above zero, total exactly 100. */
export function areWhole(parts: readonly Percent[]): boolean {
  const units = parts.map((part) => toUnits(part, 4));
  return units.every((part) => part > 0n) && units.reduce((total, part) => total + part, 0n) === wholeUnits;
}

/** A percentage (decimal string, at most 4 places) of an amount, rounded once to cents, half away from zero. */
export const percentOf = (value: Amount, percent: string): Amount =>
  amount(roundQuotient(amountUnits(value) * toUnits(percent, 4), wholeUnits));

/** A part, in percent (at most 4 places), of hours (at most 2 places) × rate, rounded once to cents, half away from zero. */
export const chargeForHours = (hours: string, hourlyRate: Rate, percent = '100'): Amount =>
  amount(
    roundQuotient(toUnits(hours, 2) * rateUnits(hourlyRate) * toUnits(percent, 4), 100n * 100n * wholeUnits),
  );

/** A quantity (at most 4 places) × the rate of one, as miles by the mile, rounded once to cents, half away from zero. */
export const priceOf = (quantity: string, unitRate: Rate): Amount =>
  amount(roundQuotient(toUnits(quantity, 4) * rateUnits(unitRate), 1_000_000n));

/** Hours a week (at most 2 places) × rate over so many days, a week having seven, rounded once to cents, half away from zero. */
export function chargeForDays(hoursPerWeek: string, hourlyRate: Rate, days: number): Amount {
  if (!Number.isSafeInteger(days)) throw new RangeError('days are whole');
  return amount(roundQuotient(toUnits(hoursPerWeek, 2) * rateUnits(hourlyRate) * BigInt(days), 70_000n));
}

/** The part of an amount that so many of so many days are, rounded once to cents, half away from zero; `of` is positive. */
export function partOf(value: Amount, days: number, of: number): Amount {
  if (!Number.isSafeInteger(days) || !Number.isSafeInteger(of) || of <= 0)
    throw new RangeError('days are whole, and there are some');
  return amount(roundQuotient(amountUnits(value) * BigInt(days), BigInt(of)));
}

/** A rate times a factor (decimal string, at most 4 places): `98 × 1.5 = 147.0000`; half away from zero. */
export const multiplyRate = (value: Rate, factor: string): Rate =>
  rate(roundQuotient(rateUnits(value) * toUnits(factor, 4), 10_000n));

/** The exact sum of two rates; what is added may be negative. */
export const addRates = (left: Rate, right: Rate): Rate => rate(rateUnits(left) + rateUnits(right));

/** `left − right`, exactly. */
export const subtractRates = (left: Rate, right: Rate): Rate => rate(rateUnits(left) - rateUnits(right));

/** A rate and a percentage of it more (or less: decimal string of either sign), rounded once to 4 places, half away from zero. */
export const raiseRate = (value: Rate, percent: string): Rate =>
  rate(roundQuotient(rateUnits(value) * (wholeUnits + toUnits(percent, 4)), wholeUnits));

/** The multiple of a rate above zero that is nearest, `18.165` by `0.01` → `18.1700`; half away from zero. */
export const roundRate = (value: Rate, multiple: Rate): Rate =>
  rate(roundQuotient(rateUnits(value), rateUnits(multiple)) * rateUnits(multiple));

/** By how many percent the second rate is more than the first: scale 4, half away from zero; null of nothing. */
export function percentMore(from: Rate, to: Rate): string | null {
  const base = rateUnits(from);
  if (base <= 0n) return null;
  return toText(roundQuotient((rateUnits(to) - base) * wholeUnits, base), 4);
}

/** A share's weight: a decimal string of at most 4 places, whole minutes, or any whole number; never negative. */
export type Weight = string | number | bigint;

const weightUnits = (weight: Weight) => {
  const units =
    typeof weight === 'string'
      ? toUnits(weight, 4)
      : (typeof weight === 'bigint' ? weight : minutesAsInteger(weight)) * 10_000n;
  if (units < 0n) throw new RangeError('a weight is not negative');
  return units;
};

// Shares of a size that sum to it: cut toward zero, what is left over one each to the largest remainders.
function sharesOf(size: bigint, weights: readonly Weight[]): bigint[] {
  const parts = weights.map(weightUnits);
  const whole = parts.reduce((total, part) => total + part, 0n);
  if (whole === 0n) throw new RangeError('nothing to allocate by: no weight is positive');
  const shares = parts.map((part) => (size * part) / whole);
  const left = size - shares.reduce((total, share) => total + share, 0n);
  parts
    .map((part, position) => ({ position, remainder: (size * part) % whole }))
    .toSorted((one, other) =>
      one.remainder === other.remainder ? 0 : one.remainder < other.remainder ? 1 : -1,
    )
    .slice(0, Number(left))
    .forEach(({ position }) => (shares[position] = shares[position]! + 1n));
  return shares;
}

/**
 * Splits an amount by weights so that the shares sum to it exactly, each within a cent of its exact share.
 * Shares are cut toward zero; the cents left over go one each to the largest remainders, of equal ones to the
 * earlier share. A negative amount splits as its positive does. Throws a RangeError if no weight is positive.
 */
export function allocate(value: Amount, weights: readonly Weight[]): Amount[] {
  const units = amountUnits(value);
  const shares = sharesOf(units < 0n ? -units : units, weights);
  return shares.map((share) => amount(units < 0n ? -share : share));
}

/** Splits whole minutes, none negative, as `allocate` splits cents. */
export const allocateMinutes = (minutes: number, weights: readonly Weight[]): number[] =>
  sharesOf(minutesAsInteger(minutes), weights).map(Number);
