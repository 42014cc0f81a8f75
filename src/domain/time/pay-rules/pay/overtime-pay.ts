import {
  compareExact,
  minus,
  nothing,
  plus,
  scale,
  toAmount,
  toRate,
  total,
} from '../../../../kernel/exact.ts';
import type { Exact } from '../../../../kernel/exact.ts';
import type { HourSpan } from '../overtime.ts';
import type { OvertimeSystem } from '../policy.ts';
import { isWithin, minutesIn } from '../span.ts';
import type { Span } from '../span.ts';
import type { Earned } from './earned.ts';
import { payRules } from './pay-rules.ts';
import type { EarnedPremium } from './premiums.ts';
import type { RegularRate } from './regular-rate.ts';
import { hoursText } from './words.ts';

/** What overtime adds to straight time on this timesheet, and what premiums had paid of it. */
export interface OvertimePay {
  readonly earned: readonly Earned[];
  /** 29 USC 207(h): no more than is due, and none is carried to another week. */
  readonly credit: Exact;
  /** What the premiums come to for all time of the workweek, also that on other timesheets. */
  readonly ofWeek: Exact;
}

/** One amount spread over the days of its minutes; the parts sum to it exactly. */
const overDays = (
  hours: readonly HourSpan[],
  exact: Exact,
  line: Omit<Earned, 'workDate' | 'minutes' | 'exact' | 'isOwn' | 'code'>,
): Earned[] => {
  const minutes = minutesIn(hours);
  return hours.map((span) => ({
    ...line,
    code: null,
    workDate: span.workDate,
    minutes: span.end - span.start,
    exact: scale(exact, span.end - span.start, minutes),
    isOwn: true,
  }));
};

/**
 * Half of the regular rate for overtime, since straight time is paid for all hours already, less the credit; all of it for
 * double time. What the week is due and was credited falls to its timesheets by their overtime minutes.
 */
export function overtimePay(
  hours: readonly HourSpan[],
  week: Span,
  regular: RegularRate | null,
  premiums: readonly EarnedPremium[],
  system: OvertimeSystem,
): OvertimePay {
  const of = (hourType: HourSpan['hourType']) => hours.filter((span) => span.hourType === hourType);
  const own = (spans: readonly HourSpan[]) => spans.filter(({ isOwn }) => isOwn);
  const overtime = of('overtime');
  const ownOvertime = own(overtime);
  const ownDouble = own(of('double_time'));
  if (regular === null) return { earned: [], credit: nothing, ofWeek: nothing };
  const due = regular.overtimePremium(minutesIn(overtime));
  const paid = total(premiums.filter(({ treatment }) => treatment === 'credit').map(({ exact }) => exact));
  const credited = compareExact(paid, due) < 0 ? paid : due;
  const earned: Earned[] = [];
  let credit = nothing;
  const minutes = minutesIn(ownOvertime);
  if (minutes > 0) {
    credit = scale(credited, minutes, minutesIn(overtime));
    const ownDue = regular.overtimePremium(minutes);
    const steps = [
      ...regular.steps,
      `half of it for ${hoursText(minutes)} of overtime = ${toAmount(ownDue)}`,
      ...(credit.numerator === 0n
        ? []
        : [`less ${toAmount(credit)} that premiums had paid of it, 29 USC 207(h)`]),
    ];
    const rule = system === 'flsa_8_80' ? payRules.overtimePremium880 : payRules.overtimePremium;
    const rate = toRate(regular.overtimePremium(60));
    earned.push(
      ...overDays(ownOvertime, minus(ownDue, credit), { earning: 'overtime_premium', rate, rule, steps }),
    );
  }
  const doubleMinutes = minutesIn(ownDouble);
  if (doubleMinutes > 0) {
    const ownDue = regular.doubleTimePremium(doubleMinutes);
    const steps = [
      ...regular.steps,
      `as much again for ${hoursText(doubleMinutes)} of double time = ${toAmount(ownDue)}`,
    ];
    const rate = toRate(regular.doubleTimePremium(60));
    earned.push(
      ...overDays(ownDouble, ownDue, {
        earning: 'double_time_premium',
        rate,
        rule: payRules.doubleTimePremium,
        steps,
      }),
    );
  }
  const inWeek = (hourType: HourSpan['hourType']) =>
    minutesIn(of(hourType).filter((span) => isWithin(span, week)));
  const overtimeInWeek = inWeek('overtime');
  const ofWeek =
    overtimeInWeek === 0
      ? nothing
      : minus(regular.overtimePremium(overtimeInWeek), scale(credited, overtimeInWeek, minutesIn(overtime)));
  return { earned, credit, ofWeek: plus(ofWeek, regular.doubleTimePremium(inWeek('double_time'))) };
}
