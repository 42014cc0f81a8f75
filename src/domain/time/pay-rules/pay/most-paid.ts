import { compareExact } from '../../../../kernel/exact.ts';
import type { HourSpan } from '../overtime.ts';
import type { OvertimeSystem } from '../policy.ts';
import { isWithin } from '../span.ts';
import type { Span } from '../span.ts';
import type { PayAccount } from './pay-week.ts';

/** A workweek rated under one of the systems that bind the employer. */
export interface Candidate {
  readonly system: OvertimeSystem;
  readonly hours: readonly HourSpan[];
  readonly pay: PayAccount | null;
}

/** Premium time of a workweek in halves of straight time: an overtime minute is one, a double-time minute two. */
const halves = ({ hours }: Candidate, week: Span) =>
  hours.reduce((sum, span) => {
    const each = { regular: 0, overtime: 1, double_time: 2 }[span.hourType];
    return sum + (isWithin(span, week) ? each * (span.end - span.start) : 0);
  }, 0);

const paysMore = (one: Candidate, other: Candidate, week: Span) =>
  one.pay && other.pay
    ? compareExact(one.pay.overtimeOfWeek, other.pay.overtimeOfWeek) > 0
    : halves(one, week) > halves(other, week);

/**
 * The candidate under which overtime adds most to the workweek, of equal ones the first. All timesheets of the week are
 * looked at, so that each of them comes to the same; where pay is not known, premium time is.
 */
export const mostPaid = (candidates: readonly Candidate[], week: Span): Candidate =>
  candidates.reduce((most, next) => (paysMore(next, most, week) ? next : most));
