import { compareExact } from '../../../../kernel/exact.ts';
import type { HourSpan } from '../overtime.ts';
import type { OvertimeSystem } from '../policy.ts';
import type { PayAccount } from './pay-week.ts';

/** A workweek rated under one of the systems that bind the employer. */
export interface Candidate {
  readonly system: OvertimeSystem;
  readonly hours: readonly HourSpan[];
  readonly pay: PayAccount | null;
}

/** Premium time in halves of straight time: an overtime minute is one, a double-time minute two. */
const halves = ({ hours }: Candidate) =>
  hours.reduce((sum, { hourType, start, end, isOwn }) => {
    const each = { regular: 0, overtime: 1, double_time: 2 }[hourType];
    return sum + (isOwn ? each * (end - start) : 0);
  }, 0);

const paysMore = (one: Candidate, other: Candidate) =>
  one.pay && other.pay ? compareExact(one.pay.total, other.pay.total) > 0 : halves(one) > halves(other);

/** The candidate that pays the worker most, of equal ones the first; where pay is not known, that with most premium time. */
export const mostPaid = (candidates: readonly Candidate[]): Candidate =>
  candidates.reduce((most, next) => (paysMore(next, most) ? next : most));
