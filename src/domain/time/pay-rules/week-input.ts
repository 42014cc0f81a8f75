import type { DaySpan } from '../../../kernel/day-range.ts';
import type { Amount, Rate } from '../../../kernel/money.ts';
import type { PayPolicy } from './policy.ts';
import type { BreakFinding } from './rated-week.ts';

/** A span between two RFC 3339 instants; each counts as the wall-clock minute it lies in. */
export interface StatedSpan {
  readonly start: string;
  readonly end: string;
}

/** A break inside an interval; unpaid unless it says so. */
export interface StatedBreak extends StatedSpan {
  readonly isPaid?: boolean;
}

/** What an interval is: on call is waiting that is not worked; every other kind is work. */
export type TimeKind = 'worked' | 'on_call' | 'callback' | 'orientation';

/** Work as stated: from `start` to `end` less the unpaid meals inside it. */
export interface StatedInterval extends StatedSpan {
  readonly meals: readonly StatedBreak[];
  /** Absent: worked. */
  readonly kind?: TimeKind;
  /** The roles held in it, as `charge` or `preceptor`. */
  readonly roles?: readonly string[];
  /**
   * What was said of a meal: `missed` and `waived` bar the deduction of one that is not punched; `missed` is a finding
   * where the law has meals, even beside one that is punched; `waived` is none where one may be waived.
   */
  readonly mealAttestation?: 'taken' | 'missed' | 'waived' | null;
  /** Rest breaks that were owed and could not be taken. */
  readonly missedRests?: number;
  /** When the call came that a callback answered. */
  readonly calledAt?: string | null;
  /** The shift that was scheduled. */
  readonly scheduled?: StatedSpan | null;
  /** The employer ended it before what was scheduled; a health-care alternative workweek then owes overtime after 8 h. */
  readonly isCutShort?: boolean;
  /** The worker chose to end it before what was scheduled: nothing is owed for the rest. */
  readonly isLeftEarly?: boolean;
  /** Rates of this interval instead of those of the revision in force, as a shift's own price. */
  readonly payRate?: Rate | null;
  readonly billRate?: Rate | null;
  /** It counts toward limits and the regular rate, but stands on another timesheet: no line here is its. */
  readonly isElsewhere?: boolean;
}

/** The rates from the day `from` up to but not including `until` (null: without end), days of the facility. */
export interface BillRevision extends DaySpan {
  readonly billRate: Rate;
  /** Absent or null: the pay rate is not known, and nothing is said of pay. */
  readonly payRate?: Rate | null;
  /** What an hour of a type is billed at where it is agreed by name; else the policy's multiplier decides. */
  readonly overtimeBillRate?: Rate | null;
  readonly doubleTimeBillRate?: Rate | null;
  readonly holidayBillRate?: Rate | null;
  readonly onCallBillRate?: Rate | null;
  readonly callbackBillRate?: Rate | null;
  readonly orientationBillRate?: Rate | null;
}

/**
 * Pay that is not for minutes of a punch: `include` is part of the regular rate (29 CFR 778.208), `exclude` is not
 * (29 USC 207(e)), `flat_sum` is a bonus that California divides by the hours that are not overtime (Alvarado v. Dart).
 */
export interface OtherPay {
  readonly code: string;
  readonly amount: Amount;
  /** The day of the facility on which it is earned. */
  readonly day: string;
  readonly treatment: 'include' | 'exclude' | 'flat_sum';
  /** It counts in the regular rate, but is paid on another timesheet: no line here is its. */
  readonly isElsewhere?: boolean;
}

/** All that decides the pay and the charges of one worker's workweek on one assignment. */
export interface WeekInput {
  /** The facility's IANA zone. */
  readonly zone: string;
  /** The day on which the workweek begins, `YYYY-MM-DD`; must be the policy's weekday. */
  readonly weekStartsOn: string;
  readonly policy: PayPolicy;
  /**
   * Every interval that touches the workweek (under 8-and-80 the period of 14 days that holds it), in any order; the
   * minutes outside the workweek are left to its neighbors' lines.
   */
  readonly intervals: readonly StatedInterval[];
  readonly revisions: readonly BillRevision[];
  /** The days of the facility that are holidays. */
  readonly holidays?: readonly string[];
  /** Under 8-and-80, of the whole period; lines are made of those in the workweek. */
  readonly otherPay?: readonly OtherPay[];
  /** Shifts that the worker reported for as scheduled and was given no work in: reporting time. */
  readonly reportedFor?: readonly StatedSpan[];
  /** Breaks that people found late, short or missed, instead of what the intervals show; absent: as they show. */
  readonly findings?: readonly BreakFinding[];
  /** Minutes that were guaranteed and that the facility canceled in the workweek: paid at the base rate, not worked. */
  readonly guaranteedMinutes?: number;
}
