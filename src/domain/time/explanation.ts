import { z } from 'zod';
import { lastDayOf, spanOf } from '../../kernel/day-range.ts';
import { formatHours } from '../../kernel/hours.ts';
import { Amount, Day, Id, Instant, Rate } from '../../kernel/shapes.ts';
import { lineKeyOf } from './charge-lines.ts';
import { HourType, StatedMeal, TimesheetState, type RatingAccount } from './model.ts';
import { ClockWindow } from './pay-rules/policy.ts';
import type { StatedInterval } from './pay-rules/week-input.ts';

const decimal = (example: string) =>
  z.string().meta({ scalar: 'Decimal', format: 'decimal', examples: [example] });
const hours = decimal('41.25');
const AppliedRule = z
  .strictObject({ rule: z.string(), citation: z.string().nullable() })
  .meta({ id: 'AppliedRule' });

const CountedInterval = z
  .strictObject({
    startsAt: Instant,
    endsAt: Instant,
    meals: z.array(StatedMeal),
    countedFrom: Instant,
    countedTo: Instant,
    isCarriedIn: z
      .boolean()
      .meta({ description: 'It was stated for the week before and reaches into this one.' }),
    mealMinutes: z.int(),
    workedMinutes: z.int(),
    rules: z.array(AppliedRule),
  })
  .meta({ id: 'CountedInterval' });

const ExplainedDay = z
  .strictObject({ workDate: Day, minutes: z.int(), hours, amount: Amount.optional() })
  .meta({ id: 'ExplainedDay' });

const ExplainedCharge = z
  .strictObject({
    lineKey: z.string().optional(),
    hourType: HourType,
    differentialCode: z.string().nullable(),
    minutes: z.int(),
    hours,
    rate: Rate.optional(),
    amount: Amount.optional(),
    rule: z.string(),
    citation: z.string().nullable(),
    limitMinutes: z.int().nullable(),
    baseRate: Rate.nullish(),
    multiplier: decimal('1.5').nullish(),
    window: ClockWindow.nullable(),
    days: z.array(ExplainedDay),
  })
  .meta({ id: 'ExplainedCharge' });

/** How the hours of a version became charges; what a reader may not see of the money is absent. */
export const TimesheetExplanation = z
  .strictObject({
    timesheetId: Id,
    revision: z.int(),
    state: TimesheetState,
    timeZone: z.string(),
    weekStartsAt: Instant,
    weekEndsAt: Instant,
    policy: z.strictObject({ id: Id, version: z.int(), name: z.string() }).meta({ id: 'ExplainedPolicy' }),
    rates: z.array(
      z
        .strictObject({
          assignmentRevisionId: Id,
          number: z.int(),
          effectiveFrom: Day,
          effectiveTo: Day.nullable().meta({ description: 'The last day; null where it has none.' }),
          billRate: Rate.optional(),
        })
        .meta({ id: 'ExplainedRate' }),
    ),
    intervals: z.array(CountedInterval),
    minutes: z.int(),
    hours,
    gross: Amount.optional(),
    currency: z.string().optional(),
    charges: z.array(ExplainedCharge),
  })
  .meta({ id: 'TimesheetExplanation' });

const keyOf = ({ start, end }: StatedInterval) => `${start}/${end}`;

function intervalsOf({ counted, carriedIn }: RatingAccount) {
  const carried = new Set(carriedIn.map(keyOf));
  return counted.map((interval) => ({
    startsAt: interval.stated.start,
    endsAt: interval.stated.end,
    meals: interval.stated.meals.map(({ start, end }) => ({ startsAt: start, endsAt: end })),
    countedFrom: interval.counted.start,
    countedTo: interval.counted.end,
    isCarriedIn: carried.has(keyOf(interval.stated)),
    mealMinutes: interval.mealMinutes,
    workedMinutes: interval.workedMinutes,
    rules: [...interval.rules],
  }));
}

const chargesOf = ({ charges }: RatingAccount, showsMoney: boolean) =>
  charges.map(({ inputs, days, rate, amount, ...charge }) => ({
    ...charge,
    hours: formatHours(charge.minutes),
    limitMinutes: inputs.limitMinutes,
    window: inputs.window,
    ...(showsMoney && {
      lineKey: lineKeyOf({ ...charge, rate }),
      rate,
      amount,
      baseRate: inputs.baseRate,
      multiplier: inputs.multiplier,
    }),
    days: days.map((day) => ({
      workDate: day.workDate,
      minutes: day.minutes,
      hours: formatHours(day.minutes),
      ...(showsMoney && { amount: day.amount }),
    })),
  }));

/** The account of a rating in words fit for its reader. */
export const explain = (account: RatingAccount, showsMoney: boolean) => ({
  weekStartsAt: account.workweek.start,
  weekEndsAt: account.workweek.end,
  policy: account.policy,
  rates: account.rates.map(({ revisionId, number, effective, billRate }) => {
    const days = spanOf(effective);
    return {
      assignmentRevisionId: revisionId,
      number,
      effectiveFrom: days.from,
      effectiveTo: lastDayOf(days),
      ...(showsMoney && { billRate }),
    };
  }),
  intervals: intervalsOf(account),
  charges: chargesOf(account, showsMoney),
});
