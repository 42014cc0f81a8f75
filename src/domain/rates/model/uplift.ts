import { z } from 'zod';
import { addRates, compare, parseRate, raiseRate, roundRate, type Rate } from '../../../kernel/money.ts';
import { codeOf, oneOf } from '../../../kernel/shapes.ts';
import { RateHourType, RateShift } from './rate-line.ts';

const signed = (pattern: RegExp, what: string, example: string) =>
  z
    .string()
    .regex(pattern, what)
    .meta({ scalar: 'Decimal', format: 'decimal', examples: [example] });

/** What is added to the rates of some lines: a percentage or money per hour, of either sign; an absent trait is any. */
export const RateUplift = z
  .strictObject({
    profession: codeOf('profession', 'rn').nullish(),
    specialty: codeOf('specialty', 'icu').nullish(),
    shift: RateShift.nullish(),
    hourType: RateHourType.nullish(),
    percent: signed(
      /^-?(0|[1-9]\d{0,2})(\.\d{1,4})?$/,
      'A percentage is a decimal string under 1,000 either way, 4 digits after the point.',
      '3.5000',
    ).nullish(),
    amount: signed(
      /^-?(0|[1-9]\d{0,4})(\.\d{1,4})?$/,
      'An amount per hour is a decimal string under 100,000 either way, 4 digits after the point.',
      '1.2500',
    ).nullish(),
  })
  .refine(({ percent, amount }) => (percent == null) !== (amount == null), 'Either a percent or an amount.')
  .meta({ id: 'RateUplift' });
export type RateUplift = z.output<typeof RateUplift>;

/** To what a raised rate is rounded, half away from zero. */
export const RateRounding = oneOf('RateRounding', ['none', 'cent', 'nickel', 'quarter', 'dollar']);

const multiples: Record<z.output<typeof RateRounding>, Rate> = {
  none: parseRate('0.0001'),
  cent: parseRate('0.01'),
  nickel: parseRate('0.05'),
  quarter: parseRate('0.25'),
  dollar: parseRate('1'),
};

interface Uplifted {
  profession: string;
  specialty: string | null;
  shift: string | null;
  hourType: string;
}

const meets = (asked: string | null | undefined, held: string | null) => asked == null || asked === held;

/** The first of the uplifts that a line meets; undefined where it keeps its rates. */
export const upliftOf = (line: Uplifted, uplifts: readonly RateUplift[]): RateUplift | undefined =>
  uplifts.find(
    (uplift) =>
      meets(uplift.profession, line.profession) &&
      meets(uplift.specialty, line.specialty) &&
      meets(uplift.shift, line.shift) &&
      meets(uplift.hourType, line.hourType),
  );

/** The rate with its uplift, rounded once; undefined where it is no rate any more: below zero, or 100,000 and more. */
export function uplifted(
  rate: string,
  { percent, amount }: RateUplift,
  rounding: z.output<typeof RateRounding>,
): Rate | undefined {
  const before = parseRate(rate);
  const after = percent == null ? addRates(before, parseRate(amount!)) : raiseRate(before, percent);
  const rounded = roundRate(after, multiples[rounding]);
  const isRate = compare(rounded, parseRate('0')) >= 0 && compare(rounded, parseRate('100000')) < 0;
  return isRate ? rounded : undefined;
}
