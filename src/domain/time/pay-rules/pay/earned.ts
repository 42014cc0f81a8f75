import type { Exact } from '../../../../kernel/exact.ts';
import type { Rate } from '../../../../kernel/money.ts';
import type { Earning } from '../rated-week.ts';
import type { Rule } from '../rules.ts';

/** What some minutes of one day earned, or a sum that is for none, before rounding. */
export interface Earned {
  readonly earning: Earning;
  readonly code: string | null;
  readonly workDate: string;
  readonly minutes: number;
  /** Per hour as it is shown; null where it is not for minutes. */
  readonly rate: Rate | null;
  readonly exact: Exact;
  readonly rule: Rule;
  readonly steps: readonly string[];
  /** Whether lines of this timesheet are its. */
  readonly isOwn: boolean;
}
