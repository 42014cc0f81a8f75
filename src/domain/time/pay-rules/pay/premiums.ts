import { exactPay } from '../../../../kernel/exact.ts';
import { multiplyRate } from '../../../../kernel/money.ts';
import type { Rate } from '../../../../kernel/money.ts';
import type { PayPolicy, Premium } from '../policy.ts';
import { joined, overlap, without } from '../span.ts';
import type { Span } from '../span.ts';
import type { Bounds, Work, WorkedSpan } from '../split.ts';
import type { WeekInput } from '../week-input.ts';
import { holidaySpans, occurrencesOf } from '../windows.ts';
import { byWorkday } from '../workdays.ts';
import type { Earned } from './earned.ts';
import { payRules } from './pay-rules.ts';

/** What a premium paid, and whether it counts toward overtime due. */
export interface EarnedPremium extends Earned {
  readonly treatment: Premium['treatment'];
}

/** What a multiplier adds to the base, `1.5` → `0.5`; a decimal string. */
function extraOf(multiplier: string): string {
  const [whole = '1', fraction] = multiplier.split('.');
  return fraction === undefined ? String(Number(whole) - 1) : `${Number(whole) - 1}.${fraction}`;
}

/**
 * A callback's multiple of the base rate, unless a premium of the policy says what callbacks pay: at 1.5 or more it is for
 * work outside the basic workday and creditable, 29 USC 207(e)(7); at less it is part of the regular rate.
 */
function premiumsOf({ premiums, callback }: PayPolicy): Premium[] {
  const listed = premiums ?? [];
  if (!callback || listed.some(({ onCallback }) => onCallback)) return [...listed];
  const treatment = Number(callback.multiplier) >= 1.5 ? 'credit' : 'include';
  return [...listed, { code: 'callback', multiplier: callback.multiplier, treatment, onCallback: true }];
}

function minutesAfter(
  limit: number,
  worked: readonly WorkedSpan[],
  { policy, zone }: Pick<WeekInput, 'policy' | 'zone'>,
): Span[] {
  const start = policy.overtime.workdayStart ?? policy.workweekStart.time;
  const ofDay = new Map<number, number>();
  return byWorkday(worked, start, zone).flatMap(({ span, workday }) => {
    const before = ofDay.get(workday) ?? 0;
    ofDay.set(workday, before + span.end - span.start);
    return overlap(span, { start: span.start + Math.max(0, limit - before), end: span.end });
  });
}

/** When a premium is paid, as spans that do not overlap; each of its conditions narrows them. */
function timesOf(premium: Premium, worked: readonly WorkedSpan[], range: Span, input: WeekInput): Span[] {
  const conditions: Span[][] = [];
  const { window, onHolidays, onCallback, dailyAfterMinutes } = premium;
  if (window) conditions.push(occurrencesOf(window, range, input.zone));
  if (onHolidays) conditions.push(holidaySpans(input));
  if (onCallback) conditions.push(worked.filter(({ interval }) => interval.kind === 'callback'));
  if (typeof dailyAfterMinutes === 'number') conditions.push(minutesAfter(dailyAfterMinutes, worked, input));
  const [first = [], ...rest] = conditions;
  return joined(
    rest.reduce<Span[]>(
      (times, next) => times.flatMap((one) => next.flatMap((other) => overlap(one, other))),
      first,
    ),
    0,
  );
}

/**
 * Premiums never stack: on a minute the highest is paid, of equal ones the first of the policy. Of a workday that began
 * before the base all minutes count toward a daily limit.
 */
export function premiumPay(
  worked: readonly WorkedSpan[],
  { period, worked: given }: Bounds & Pick<Work, 'worked'>,
  input: WeekInput,
  baseRate: (span: WorkedSpan) => Rate | null,
): EarnedPremium[] {
  const timed = premiumsOf(input.policy)
    .toSorted((one, other) => Number(other.multiplier) - Number(one.multiplier))
    .map((premium) => ({ premium, times: timesOf(premium, given, period, input) }));
  if (timed.length === 0) return [];
  return worked.flatMap((span) => {
    const base = baseRate(span);
    const found: EarnedPremium[] = [];
    let left: Span[] = base === null ? [] : [span];
    for (const { premium, times } of timed) {
      const taken = left.flatMap((part) => times.flatMap((time) => overlap(part, time)));
      const extra = extraOf(premium.multiplier);
      for (const part of taken) {
        const minutes = part.end - part.start;
        found.push({
          earning: 'premium',
          code: premium.code,
          treatment: premium.treatment,
          workDate: span.workDate,
          minutes,
          rate: multiplyRate(base!, extra),
          exact: exactPay(minutes, base!, extra),
          rule: premium.treatment === 'credit' ? payRules.creditedPremium : payRules.includedPremium,
          steps: [
            `${premium.multiplier} times the base rate ${base}: ${extra} times on top of straight time`,
          ],
          isOwn: span.isOwn,
        });
      }
      left = left.flatMap((part) => without(part, taken));
    }
    return found.filter(({ exact }) => exact.numerator !== 0n);
  });
}
