import type { DaySpan } from '../../../kernel/day-range.ts';
import type { Rate } from '../../../kernel/money.ts';
import type { PayPolicy } from './policy.ts';

/** A span between two RFC 3339 instants; each counts as the wall-clock minute it lies in. */
export interface StatedSpan {
  readonly start: string;
  readonly end: string;
}

/** Work as stated: from `start` to `end` less the unpaid meals inside it. */
export interface StatedInterval extends StatedSpan {
  readonly meals: readonly StatedSpan[];
}

/** The bill rate from the day `from` up to but not including `until` (null: without end), days of the facility. */
export interface BillRevision extends DaySpan {
  readonly billRate: Rate;
  /** What an overtime hour is billed at where it is agreed by name; else the policy's multiplier decides. */
  readonly overtimeBillRate?: Rate | null;
}

/** All that decides the charges of one worker's workweek. */
export interface WeekInput {
  /** The facility's IANA zone. */
  readonly zone: string;
  /** The day on which the workweek begins, `YYYY-MM-DD`; must be the policy's weekday. */
  readonly weekStartsOn: string;
  readonly policy: PayPolicy;
  /** Every interval that touches the workweek, in any order; the minutes outside it are left to its neighbors. */
  readonly intervals: readonly StatedInterval[];
  readonly revisions: readonly BillRevision[];
}
