import {
  add,
  addRates,
  chargeFor,
  compare,
  negate,
  parseAmount,
  parseRate,
  percentOf,
  raiseRate,
  subtractRates,
  sum,
  zeroAmount,
  type Amount,
  type Rate,
} from '../../../kernel/money.ts';
import { covers, type NumberSpan } from './span.ts';

/** What a volume does to what is charged. */
export interface VolumeStep {
  /**
   * `discount_percent`: so much off every charge. `rate_step`: so much an hour more, or less where it is negative.
   * `rate_floor`: an hour is never charged below it.
   */
  kind: 'discount_percent' | 'rate_step' | 'rate_floor';
  /** A decimal string, at most 4 places. */
  value: string;
}

/** A span of volume and its step. */
export interface VolumeBand extends NumberSpan {
  id: string;
  stepKind: VolumeStep['kind'];
  stepValue: string;
}

/** The band that a volume, a decimal of at most 2 places, lies in. */
export const bandOf = <Band extends NumberSpan>(bands: readonly Band[], volume: string): Band | undefined =>
  bands.find((band) => covers(band, volume));

const noRate = parseRate('0');
const higher = (one: Rate, other: Rate): Rate => (compare(one, other) < 0 ? other : one);

/** A bill rate with a step applied; never below zero. */
export function steppedRate(billRate: string, { kind, value }: VolumeStep): Rate {
  const held = parseRate(billRate);
  if (kind === 'discount_percent') return raiseRate(held, `-${value}`);
  return kind === 'rate_step'
    ? higher(addRates(held, parseRate(value)), noRate)
    : higher(held, parseRate(value));
}

/** Hours of a kind at a rate, as they are charged without any step. */
export interface SteppedLine {
  hourType: string;
  minutes: number;
  rate: string;
  amount: string;
}

function changeOf({ hourType, minutes, rate }: SteppedLine, step: VolumeStep): Amount {
  // A differential comes on top of an hour that is counted already; a floor is under the rate itself.
  if (hourType === 'differential' || (step.kind === 'rate_floor' && hourType !== 'regular'))
    return zeroAmount;
  return chargeFor(minutes, subtractRates(steppedRate(rate, step), parseRate(rate)));
}

/**
 * What a step adds to the charge of lines, negative where it takes off: a discount of their sum, rounded once, or the
 * sum of what an hour's new rate adds to each line, rounded once a line; half away from zero. Never more off than they
 * are charged.
 */
export function volumeChange(lines: readonly SteppedLine[], step: VolumeStep): Amount {
  const charged = sum(lines.map(({ amount }) => parseAmount(amount)));
  const change =
    step.kind === 'discount_percent'
      ? negate(percentOf(charged, step.value))
      : sum(lines.map((line) => changeOf(line, step)));
  return compare(add(charged, change), zeroAmount) < 0 ? negate(charged) : change;
}
