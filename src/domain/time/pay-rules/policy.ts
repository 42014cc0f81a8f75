import { z } from 'zod';
import { oneOf, Rate } from '../../../kernel/shapes.ts';
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

/** Who sets the overtime hours; a new system is a new word here and an entry in overtime.ts. */
export const OvertimeSystem = oneOf('OvertimeSystem', ['none', 'flsa_40']);
export type OvertimeSystem = z.infer<typeof OvertimeSystem>;

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

/** An hourly amount on top of the rate for minutes inside a window; not multiplied for overtime; several stack. */
export const Differential = z
  .strictObject({
    code: z
      .string()
      .regex(/^[a-z][a-z0-9_]{0,30}$/, 'A code is lower-case letters, digits and _.')
      .meta({ examples: ['night'] }),
    rate: Rate,
    window: ClockWindow,
  })
  .meta({ id: 'Differential' });
export type Differential = z.infer<typeof Differential>;

/** The rules that turn a worker's stated intervals of one workweek into charges. */
export const PayPolicy = z
  .strictObject({
    overtime: z.strictObject({ system: OvertimeSystem }).meta({ id: 'OvertimeRule' }),
    workweekStart: z.strictObject({ day: Weekday, time: WallTime }).meta({ id: 'WorkweekStart' }),
    /** The step that punches are rounded to, 29 CFR 785.48(b); 0 keeps the actual minute. */
    rounding: z.strictObject({ minutes: z.literal([0, 5, 6, 15]) }).meta({ id: 'RoundingRule' }),
    /** The day that minutes after midnight count for. */
    attribution: oneOf('WorkDayAttribution', ['split_at_midnight']),
    differentials: z
      .array(Differential)
      .max(20)
      .refine((all) => new Set(all.map(({ code }) => code)).size === all.length, 'Each code stands once.'),
    /** What an overtime hour is billed at, as a multiple of the bill rate, where no overtime rate is agreed. */
    billOvertimeMultiplier: Multiplier,
  })
  .meta({ id: 'PayPolicyRules' });
export type PayPolicy = z.infer<typeof PayPolicy>;
