import { hundredthsOf } from '../../../kernel/hours.ts';
import { chargeForHours, parseRate, zeroAmount, type Amount } from '../../../kernel/money.ts';
import { epochDay, localDate } from '../../../kernel/zone.ts';
import { covers, type NumberSpan } from './span.ts';
import type { TermStep } from './step.ts';

/** What a cancellation at some notice costs: hours at the bill rate, or a percentage of a week's. */
export interface PenaltyWindow extends NumberSpan {
  id: string;
  subject: 'order' | 'assignment' | 'shift';
  noticeUnit: 'hours' | 'days';
  penaltyKind: 'hours' | 'percent_of_week';
  /** A decimal string, at most 2 places. */
  penaltyValue: string;
}

/** What was canceled. Instants are RFC 3339; the days of a notice are those of the zone. */
export interface Cancellation {
  subject: PenaltyWindow['subject'];
  startsAt: string;
  canceledAt: string;
  timeZone: string;
  hoursPerWeek: string;
  billRate: string;
}

/** What a cancellation costs, by which window; none where its notice was long enough. */
export interface Penalty {
  window: PenaltyWindow | undefined;
  notice: { unit: 'hours' | 'days'; value: number };
  hours: string;
  amount: Amount;
  steps: TermStep[];
}

/** Whole hours, or calendar days of the zone, from the cancellation to the start; 0 once it has begun. */
export function noticeOf(unit: 'hours' | 'days', { startsAt, canceledAt, timeZone }: Cancellation): number {
  if (unit === 'days')
    return Math.max(0, epochDay(localDate(startsAt, timeZone)) - epochDay(localDate(canceledAt, timeZone)));
  const milliseconds =
    Temporal.Instant.from(startsAt).epochMilliseconds - Temporal.Instant.from(canceledAt).epochMilliseconds;
  return Math.max(0, Math.floor(milliseconds / 3_600_000));
}

/** A percentage (2 places) of hours (2 places), exactly, without zeros at its end but for two. */
function partOfHours(hours: string, percent: string): string {
  const digits = (BigInt(hundredthsOf(hours)) * BigInt(hundredthsOf(percent))).toString().padStart(7, '0');
  return `${digits.slice(0, -6)}.${digits.slice(-6).replace(/0{1,4}$/, '')}`;
}

/** The penalty of a cancellation by the agreement's windows, exact, rounded once to cents, half away from zero. */
export function penaltyFor(windows: readonly PenaltyWindow[], canceled: Cancellation): Penalty {
  const concerned = windows.filter(({ subject }) => subject === canceled.subject);
  const unit = concerned[0]?.noticeUnit ?? 'days';
  const notice = { unit, value: noticeOf(unit, canceled) };
  const told: TermStep = {
    name: 'notice',
    detail: `from ${canceled.canceledAt} to the start at ${canceled.startsAt}, in ${unit} (${canceled.timeZone})`,
    result: String(notice.value),
  };
  const window = concerned.find((one) => covers(one, String(notice.value)));
  if (!window) {
    const detail = concerned.length === 0 ? 'no window is agreed for it' : 'the notice lies in no window';
    const step = { name: 'window', detail, result: zeroAmount };
    return { window, notice, hours: '0.00', amount: zeroAmount, steps: [told, step] };
  }
  const { penaltyKind, penaltyValue, from, under } = window;
  const { hoursPerWeek, billRate } = canceled;
  const isPart = penaltyKind === 'percent_of_week';
  const hours = isPart ? partOfHours(hoursPerWeek, penaltyValue) : partOfHours(penaltyValue, '100');
  const amount = isPart
    ? chargeForHours(hoursPerWeek, parseRate(billRate), penaltyValue)
    : chargeForHours(penaltyValue, parseRate(billRate));
  return {
    window,
    notice,
    hours,
    amount,
    steps: [
      told,
      {
        name: 'window',
        detail: `a notice of ${from} to under ${under} ${unit} costs ${isPart ? `${penaltyValue} % of the ${hoursPerWeek} hours of a week` : `${penaltyValue} hours`}`,
        result: hours,
      },
      {
        name: 'penalty',
        detail: `${hours} hours × ${billRate}, rounded once to cents, half away from zero`,
        result: amount,
      },
    ],
  };
}
