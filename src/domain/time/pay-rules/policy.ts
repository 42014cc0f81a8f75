import { z } from 'zod';
import { Day, oneOf, Rate } from '../../../kernel/shapes.ts';
import { weekdays } from '../../../kernel/week.ts';

const WallTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time of day is HH:MM, 00:00 to 23:59.')
  .meta({ examples: ['19:00'] });

const Weekday = oneOf('Weekday', weekdays);

const Multiplier = z
  .string()
  .regex(/^[1-9](\.\d{1,4})?$/, 'A multiplier is a decimal string from 1 to 9.9999.')
  .meta({ scalar: 'Decimal', format: 'decimal', examples: ['1.5'] });

const Percent = z
  .string()
  .regex(/^\d{1,3}(\.\d{1,4})?$/, 'A percentage is a decimal string, at most 4 digits after the point.')
  .meta({ scalar: 'Decimal', format: 'decimal', examples: ['10'] });

const Code = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,30}$/, 'A code is lower-case letters, digits and _.')
  .meta({ examples: ['night'] });

const Minutes = z.int().min(0).max(1_440);

/** Who sets the overtime hours; a new system is a new word here and an entry in overtime.ts. */
export const OvertimeSystem = oneOf('OvertimeSystem', [
  'none',
  'flsa_40',
  'flsa_8_80',
  'california',
  'california_aws',
  'alaska',
  'nevada',
  'colorado',
]);
export type OvertimeSystem = z.infer<typeof OvertimeSystem>;

/** The law or agreement that says which hours are overtime; where several apply, the split that pays most counts. */
export const OvertimeRule = z
  .strictObject({
    system: OvertimeSystem,
    alsoSystems: z.array(OvertimeSystem).max(3).nullish().meta({
      description:
        'Further systems that bind the employer; the one under which the worker is paid most counts.',
    }),
    workdayStart: WallTime.nullish().meta({ description: 'Absent: as the workweek.' }),
    payPeriodStartsOn: Day.nullish().meta({
      description: 'A day on which a period of 14 days begins; only with flsa_8_80.',
    }),
    nevadaMinimumWage: Rate.nullish().meta({
      description: 'Below 1.5 times this rate a Nevada day has overtime; only with nevada.',
    }),
    fourTenAgreement: z
      .boolean()
      .nullish()
      .meta({ description: 'Four days of ten hours are agreed, so that a Nevada day has none.' }),
  })
  .meta({ id: 'OvertimeRule' });

/**
 * A recurring clock window in the facility's zone, `to` not included: daily (19:00 to 07:00), or with both
 * days weekly (Friday 19:00 to Monday 07:00). One that ends no later than it starts ends a day (a week) later.
 */
export const ClockWindow = z
  .strictObject({
    fromDay: Weekday.nullish(),
    from: WallTime,
    toDay: Weekday.nullish(),
    to: WallTime,
  })
  .refine((window) => Boolean(window.fromDay) === Boolean(window.toDay), {
    error: 'A window names both days or neither.',
    path: ['toDay'],
  })
  .refine((window) => window.from !== window.to || (window.fromDay ?? null) !== (window.toDay ?? null), {
    error: 'A window ends at another time than it starts.',
    path: ['to'],
  })
  .meta({ id: 'ClockWindow' });
export type ClockWindow = z.infer<typeof ClockWindow>;

/** An hourly amount or a share of the base rate on top of it, not multiplied for overtime. */
export const Differential = z
  .strictObject({
    code: Code,
    rate: Rate.nullish().meta({ description: 'Billed an hour; absent: nothing is billed for it.' }),
    percent: Percent.nullish().meta({
      description: 'Billed, as a share of the bill rate, instead of a rate.',
    }),
    payRate: Rate.nullish().meta({ description: 'Paid an hour; absent: nothing is paid for it.' }),
    payPercent: Percent.nullish().meta({ description: 'Paid, as a share of the base pay rate.' }),
    window: ClockWindow.nullish().meta({ description: 'Absent: at any time.' }),
    onHolidays: z.boolean().nullish().meta({ description: 'Only on the hours of a holiday.' }),
    roles: z.array(Code).min(1).max(10).nullish().meta({
      description: 'Only for time worked in one of these roles, as charge or preceptor.',
    }),
    apply: oneOf('DifferentialBasis', ['minute', 'majority'])
      .nullish()
      .meta({ description: 'By the minute unless told; or a whole shift of which most lies in the window.' }),
    group: Code.nullish().meta({
      description: 'Of differentials of one group only the highest is earned; others stack.',
    }),
  })
  .meta({ id: 'Differential' });
export type Differential = z.infer<typeof Differential>;

/** Whether a premium is offset against overtime due, 29 USC 207(e)(5)-(7), 207(h), or is part of the regular rate. */
export const PremiumTreatment = oneOf('PremiumTreatment', ['credit', 'include']);

/** Pay at a multiple of the base rate for some minutes; on a minute only the highest counts, of equal ones the first. */
export const Premium = z
  .strictObject({
    code: Code,
    multiplier: Multiplier,
    treatment: PremiumTreatment,
    dailyAfterMinutes: Minutes.nullish().meta({ description: 'Minutes of a workday beyond so many.' }),
    window: ClockWindow.nullish(),
    onHolidays: z.boolean().nullish(),
    onCallback: z.boolean().nullish(),
  })
  .meta({ id: 'PremiumRule' });
export type Premium = z.infer<typeof Premium>;

/** What stands in for a meal nobody punched, and what one that was late, short or missed costs. */
export const MealRule = z
  .strictObject({
    autoDeductMinutes: z.int().min(1).max(120).nullish(),
    autoDeductAfterMinutes: Minutes.nullish().meta({
      description:
        'An interval longer than this without a meal has one deducted, unless it is attested as missed.',
    }),
    paidUpToMinutes: z.int().min(0).max(29).nullish().meta({
      description: 'A break of at most so many minutes is paid, 29 CFR 785.18.',
    }),
    system: oneOf('MealSystem', ['none', 'california', 'colorado'])
      .nullish()
      .meta({ description: 'Whose law says when a meal or a rest is owed, and what one missed costs.' }),
  })
  .meta({ id: 'MealRule' });

/** The window of a holiday by the wall clock; its first day is the holiday's, or the day before it. */
export const HolidayRule = z
  .strictObject({
    from: WallTime,
    fromEve: z.boolean().nullish().meta({ description: 'It begins on the day before.' }),
    to: WallTime.meta({
      description: '00:00 ends it with its day; a time ends it on the day that `endsOn` says.',
    }),
    endsOn: oneOf('HolidayEnd', ['holiday', 'day_after'])
      .nullish()
      .meta({ description: 'The day of a time other than 00:00; absent: the day after.' }),
  })
  .meta({ id: 'HolidayRule' });

export const OnCallRule = z
  .strictObject({
    payRate: Rate.nullish(),
    billRate: Rate.nullish(),
    continuesDuringCallback: z.boolean(),
  })
  .meta({ id: 'OnCallRule' });

export const CallbackRule = z
  .strictObject({
    minimumMinutes: Minutes,
    multiplier: Multiplier.meta({ description: 'Paid, of the base rate.' }),
    billMultiplier: Multiplier.meta({ description: 'Billed, of the bill rate, where no rate is agreed.' }),
    /** Whether it is counted from the punch or from the call. */
    from: oneOf('CallbackBasis', ['punch', 'call']),
  })
  .meta({ id: 'CallbackRule' });

/** What is billed for hours, apart from what is paid for them; each where no rate line is agreed. */
export const BillRule = z
  .strictObject({
    doubleTimeMultiplier: Multiplier.nullish().meta({ description: 'Absent: 2.' }),
    holidayMultiplier: Multiplier.nullish().meta({
      description: 'Absent: holidays are no category of their own.',
    }),
    orientationMultiplier: Multiplier.nullish().meta({ description: 'Absent: 1.' }),
    passesThrough: z
      .array(oneOf('PassedThrough', ['meal_premium', 'rest_premium', 'reporting_time', 'shift_minimum']))
      .max(4)
      .nullish()
      .meta({ description: 'Premiums that are billed too, at the bill rate; absent: none.' }),
  })
  .meta({ id: 'BillRule' });

/** The rules that turn a worker's stated intervals of one workweek into pay and charges. */
export const PayPolicy = z
  .strictObject({
    overtime: OvertimeRule,
    workweekStart: z.strictObject({ day: Weekday, time: WallTime }).meta({ id: 'WorkweekStart' }),
    rounding: z
      .strictObject({
        minutes: z.literal([0, 5, 6, 15]).meta({
          description: 'The step that punches are rounded to, 29 CFR 785.48(b); 0 keeps the minute.',
        }),
        roundsMeals: z.boolean().nullish().meta({ description: 'Absent: meals count as stated.' }),
      })
      .meta({ id: 'RoundingRule' }),
    /** The day that minutes after midnight count for on lines; overtime always counts by workdays. */
    attribution: oneOf('WorkDayAttribution', ['split_at_midnight', 'day_of_start']),
    meals: MealRule.nullish(),
    holidays: HolidayRule.nullish().meta({
      description: 'When the holidays of the program’s calendar count; absent: from midnight to midnight.',
    }),
    differentials: z
      .array(Differential)
      .max(20)
      .refine((all) => new Set(all.map(({ code }) => code)).size === all.length, 'Each code stands once.'),
    premiums: z.array(Premium).max(10).nullish(),
    onCall: OnCallRule.nullish(),
    callback: CallbackRule.nullish(),
    shiftMinimumMinutes: Minutes.nullish().meta({ description: 'Paid for a shift at the least.' }),
    reportingTime: oneOf('ReportingTimeSystem', ['none', 'california']).nullish(),
    /** What an overtime hour is billed at, as a multiple of the bill rate, where no overtime rate is agreed. */
    billOvertimeMultiplier: Multiplier,
    bill: BillRule.nullish(),
  })
  .meta({ id: 'PayPolicyRules' });
export type PayPolicy = z.infer<typeof PayPolicy>;
