import { z } from 'zod';
import { lastDayOf, spanOf } from '../../kernel/day-range.ts';
import { formatHours } from '../../kernel/hours.ts';
import { Amount, Day, Id, Instant, oneOf, Rate } from '../../kernel/shapes.ts';
import { epochMinute } from '../../kernel/zone.ts';
import { agreedOf, ExplainedAgreedRate } from './agreed-rates.ts';
import { lineKeyOf } from './charge-lines.ts';
import { HourType, StatedMeal, TimesheetState, type RatingAccount } from './model.ts';
import { ClockWindow } from './pay-rules/policy.ts';
import type { StatedInterval } from './pay-rules/week-input.ts';
import { ExplainedPay, explainPay } from './paying/explanation.ts';

const decimal = (example: string) =>
  z.string().meta({ scalar: 'Decimal', format: 'decimal', examples: [example] });
const hours = decimal('41.25');
const AppliedRule = z
  .strictObject({ rule: z.string(), citation: z.string().nullable() })
  .meta({ id: 'AppliedRule' });

export const CountedInterval = z
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

export const ExplainedCharge = z
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

export const ExplainedPolicy = z
  .strictObject({
    id: Id,
    version: z.int(),
    name: z.string(),
    number: z.int().optional().meta({ description: 'Counts its revisions, from 1.' }),
  })
  .meta({ id: 'ExplainedPolicy' });

export const ExplainedRate = z
  .strictObject({
    assignmentRevisionId: Id,
    number: z.int(),
    effectiveFrom: Day,
    effectiveTo: Day.nullable().meta({ description: 'The last day; null where it has none.' }),
    billRate: Rate.optional(),
    payRate: Rate.nullish(),
  })
  .meta({ id: 'ExplainedRate' });

const ElsewhereInterval = z
  .strictObject({ startsAt: Instant, endsAt: Instant })
  .meta({ id: 'ElsewhereInterval' });

const ExplainedFinding = z
  .strictObject({
    workDate: Day,
    kind: oneOf('BreakKind', ['meal', 'rest']),
    fault: oneOf('BreakFault', ['late', 'short', 'missed']),
    detail: z.string(),
  })
  .meta({ id: 'ExplainedFinding' });

/** How the hours of a version became charges; what a reader may not see of the money is absent. */
export const TimesheetExplanation = z
  .strictObject({
    timesheetId: Id,
    revision: z.int(),
    state: TimesheetState,
    timeZone: z.string(),
    weekStartsAt: Instant,
    weekEndsAt: Instant,
    policy: ExplainedPolicy,
    system: z
      .string()
      .optional()
      .meta({ description: 'The overtime system that was chosen, of those that apply.' }),
    rates: z.array(ExplainedRate),
    agreedRates: z
      .array(ExplainedAgreedRate)
      .optional()
      .meta({ description: 'Of hours that are not regular, as cards have them.' }),
    intervals: z.array(CountedInterval),
    elsewhereMinutes: z.int().meta({
      description: 'Minutes on other assignments that count toward limits and the regular rate.',
    }),
    elsewhere: z.array(ElsewhereInterval).optional(),
    findings: z.array(ExplainedFinding),
    minutes: z.int(),
    hours,
    gross: Amount.optional(),
    currency: z.string().optional(),
    charges: z.array(ExplainedCharge),
    pay: ExplainedPay.optional(),
  })
  .meta({ id: 'TimesheetExplanation' });

const keyOf = ({ start, end }: StatedInterval) => `${start}/${end}`;

export function intervalsOf({ counted, carriedIn }: RatingAccount) {
  const carried = new Set(carriedIn.map(keyOf));
  return counted.map((interval) => ({
    startsAt: interval.stated.start,
    endsAt: interval.stated.end,
    meals: interval.stated.meals.map(({ start, end, isPaid }) => ({
      startsAt: start,
      endsAt: end,
      ...(isPaid && { isPaid }),
    })),
    countedFrom: interval.counted.start,
    countedTo: interval.counted.end,
    isCarriedIn: carried.has(keyOf(interval.stated)),
    mealMinutes: interval.mealMinutes,
    workedMinutes: interval.workedMinutes,
    rules: [...interval.rules],
  }));
}

/** A charge in words fit for its reader. */
export const explainCharge = (
  { inputs, days, rate, amount, ...charge }: RatingAccount['charges'][number],
  showsMoney: boolean,
) => ({
  hourType: charge.hourType,
  differentialCode: charge.differentialCode,
  minutes: charge.minutes,
  hours: formatHours(charge.minutes),
  rule: charge.rule,
  citation: charge.citation,
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
});

/** Which parts of an account its reader may know. */
export interface Shown {
  charges: boolean;
  pay: boolean;
  /** The worker's time on other assignments, interval by interval: the worker's and its employer's to know. */
  elsewhere: boolean;
}

const minutesOf = ({ start, end, meals, kind }: StatedInterval) =>
  kind === 'on_call'
    ? 0
    : meals.reduce(
        (left, meal) => left - (meal.isPaid ? 0 : epochMinute(meal.end) - epochMinute(meal.start)),
        epochMinute(end) - epochMinute(start),
      );

/** The terms of an account that were in force, those of a day where one is named; the last also priced the night of their last day. */
export const ratesOf = ({ rates }: RatingAccount, shown: Shown, onDay?: string) =>
  rates.flatMap(({ revisionId, number, effective, billRate, payRate }, place) => {
    const days = spanOf(effective);
    const last = place < rates.length - 1 ? lastDayOf(days) : days.until;
    const holds = onDay === undefined || (days.from <= onDay && (last === null || onDay <= last));
    if (!holds) return [];
    return {
      assignmentRevisionId: revisionId,
      number,
      effectiveFrom: days.from,
      effectiveTo: lastDayOf(days),
      ...(shown.charges && { billRate }),
      ...(shown.pay && { payRate: payRate ?? null }),
    };
  });

/** The account of a rating in words fit for its reader. */
export const explain = (account: RatingAccount, shown: Shown) => {
  const elsewhere = account.elsewhere ?? [];
  const pay = shown.pay ? explainPay(account) : undefined;
  return {
    weekStartsAt: account.workweek.start,
    weekEndsAt: account.workweek.end,
    policy: account.policy,
    ...(account.system !== undefined && { system: account.system }),
    rates: ratesOf(account, shown),
    ...(shown.charges && account.agreedRates && { agreedRates: agreedOf(account) }),
    intervals: intervalsOf(account),
    elsewhereMinutes: elsewhere.reduce((total, interval) => total + minutesOf(interval), 0),
    ...(shown.elsewhere && {
      elsewhere: elsewhere.map(({ start, end }) => ({ startsAt: start, endsAt: end })),
    }),
    findings: (account.findings ?? []).map((finding) => ({ ...finding })),
    charges: account.charges.map((charge) => explainCharge(charge, shown.charges)),
    ...(pay && { pay }),
  };
};
