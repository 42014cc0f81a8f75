import type { Amount, Rate } from '../../../kernel/money.ts';
import type { WorkSpan } from '../../../kernel/week.ts';
import type { ClockWindow } from './policy.ts';
import type { Rule } from './rules.ts';
import type { CountedInterval } from './split.ts';

/** What a line on the bill side is for. Each worked minute is in exactly one of the first six. */
export const hourTypes = [
  'regular',
  'overtime',
  'double_time',
  'holiday',
  'callback',
  'orientation',
  'on_call',
  'callback_minimum',
  'shift_minimum',
  'reporting_time',
  'meal_premium',
  'rest_premium',
  'differential',
] as const;
export type HourType = (typeof hourTypes)[number];

/** The types whose minutes were worked; those of every other are paid or billed besides. */
export const workedTypes: readonly HourType[] = [
  'regular',
  'overtime',
  'double_time',
  'holiday',
  'callback',
  'orientation',
];

/**
 * What a line on the pay side is for. Straight time is `regular`, `overtime` and `double_time` at the base rate: each
 * worked minute is in exactly one of them; what overtime adds stands in the two premiums.
 */
export const earnings = [
  'regular',
  'overtime',
  'double_time',
  'overtime_premium',
  'double_time_premium',
  'differential',
  'premium',
  'on_call',
  'callback_minimum',
  'shift_minimum',
  'reporting_time',
  'meal_premium',
  'rest_premium',
  'guaranteed_hours',
  'other',
] as const;
export type Earning = (typeof earnings)[number];

/** The minutes of one day in a line, and their largest-remainder share of its cents. */
export interface DayShare {
  readonly workDate: string;
  readonly minutes: number;
  readonly amount: Amount;
}

/** What a rate and its minutes came from, for an explanation. */
export interface ChargeInputs {
  /** Null where no limit, or more than one, made the minutes what they are. */
  readonly limitMinutes: number | null;
  readonly baseRate: Rate | null;
  readonly multiplier: string | null;
  readonly window: ClockWindow | null;
}

/**
 * One hour type or differential at one rate over the whole workweek: exact minutes × rate ÷ 60, rounded once
 * to cents, half away from zero. The days sum to it, in minutes and in cents.
 */
export interface ChargeLine extends Rule {
  readonly hourType: HourType;
  readonly differentialCode: string | null;
  readonly rate: Rate;
  readonly minutes: number;
  readonly amount: Amount;
  readonly inputs: ChargeInputs;
  readonly days: readonly DayShare[];
}

/** One earning at one rate over the workweek; `minutes` is 0 and `rate` null where it is not for minutes. */
export interface PayLine extends Rule {
  readonly earning: Earning;
  /** Of a differential, a premium or other pay: which. */
  readonly code: string | null;
  /** Per hour, rounded half away from zero to 4 places for display; the amount is of the exact rate. */
  readonly rate: Rate | null;
  readonly minutes: number;
  readonly amount: Amount;
  /** How the rate came about, in words and figures: "regular rate 56.2500 = 2,700.00 / 48.00 h". */
  readonly steps: readonly string[];
  readonly days: readonly DayShare[];
}

/** A meal or a rest that the law asks for and that was late, short or missed. */
export interface BreakFinding {
  readonly workDate: string;
  readonly kind: 'meal' | 'rest';
  readonly fault: 'late' | 'short' | 'missed';
  readonly detail: string;
}

/** The pay of a workweek, known where every interval has a pay rate. */
export interface RatedPay {
  readonly lines: readonly PayLine[];
  readonly total: Amount;
  /** 29 CFR 778.109, of the workweek or the period of 14 days; to 4 places; null where nothing was worked. */
  readonly regularRate: Rate | null;
  /** What premiums already paid of the overtime due, 29 USC 207(h). */
  readonly overtimeCredit: Amount;
}

/** The charges and the pay of a workweek with all that explains them; `gross` is the sum of the rounded charge lines. */
export interface RatedWeek {
  readonly workweek: WorkSpan;
  readonly workedMinutes: number;
  readonly counted: readonly CountedInterval[];
  readonly chargeLines: readonly ChargeLine[];
  readonly gross: Amount;
  /** Null where a pay rate is missing. */
  readonly pay: RatedPay | null;
  readonly findings: readonly BreakFinding[];
  /** The overtime system that was chosen, of those that apply. */
  readonly system: string;
}
