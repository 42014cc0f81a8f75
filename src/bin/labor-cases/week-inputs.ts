import { parseAmount, parseRate } from '../../kernel/money.ts';
import { weekdayOnOrBefore } from '../../kernel/week.ts';
import {
  boundaryAt,
  dayText,
  epochDay,
  epochMinute,
  instantAt,
  localDate,
  localDay,
} from '../../kernel/zone.ts';
import { weekFaults } from '../../domain/time/pay-rules/faults.ts';
import type { StatedInterval, StatedSpan, WeekInput } from '../../domain/time/pay-rules/week-input.ts';
import { CaseError } from './labor-case.ts';
import type { LaborCase } from './labor-case.ts';
import { policyOf } from './policy-of.ts';
import { premiumsIn } from './premiums-in.ts';
import { weekStartOf } from './week-start.ts';

/** The instant of a wall-clock time in a zone; of two that it shows, the first. */
export const instantOf = (wall: string, zone: string, offset?: string): string =>
  offset
    ? instantAt(epochMinute(wall + offset))
    : Temporal.PlainDateTime.from(wall, { overflow: 'reject' }).toZonedDateTime(zone).toInstant().toString();

const later = (instant: string, minutes: number) => instantAt(epochMinute(instant) + minutes);
const minutesOf = (hours: string) => Math.round(Number(hours) * 60);

function toInterval(
  punch: LaborCase['punches'][number],
  { timeZone: zone, params }: LaborCase,
): StatedInterval {
  const { unpaidBreakMinutes, breakStart, earningCode, guarantee, baseRate, flags } = punch;
  const mealStart = breakStart && instantOf(breakStart, zone);
  const isCallback = earningCode === 'CALLBACK' || guarantee !== undefined;
  return {
    start: instantOf(punch.start, zone, punch.startOffset),
    end: instantOf(punch.end, zone, punch.endOffset),
    meals:
      mealStart && unpaidBreakMinutes > 0
        ? [{ start: mealStart, end: later(mealStart, unpaidBreakMinutes) }]
        : [],
    kind: earningCode === 'ONCALL' ? 'on_call' : isCallback ? 'callback' : 'worked',
    ...(flags && { roles: flags.map((flag) => flag.toLowerCase()) }),
    ...(baseRate && { payRate: parseRate(baseRate) }),
    ...(params?.awsReducedDays?.includes(punch.start.slice(0, 10)) && { isCutShort: true }),
  };
}

/** What was scheduled: for the work of its day, of several for one punch each, or reported for in vain at noon. */
function schedule(one: LaborCase, intervals: readonly StatedInterval[]) {
  const scheduled = new Map<StatedInterval, StatedSpan>();
  const reportedFor: StatedSpan[] = [];
  for (const [day, reports] of Map.groupBy(one.reportingTime ?? [], (report) => report.day)) {
    const worked = intervals.filter(
      ({ start, kind }) => kind === 'worked' && localDate(start, one.timeZone) === day,
    );
    for (const [place, { scheduledHours }] of reports.entries()) {
      const found = reports.length === 1 ? worked : worked.slice(place, place + 1);
      const start = found[0]?.start ?? instantOf(`${day}T12:00`, one.timeZone);
      const span = { start, end: later(start, minutesOf(scheduledHours)) };
      if (found.length === 0) reportedFor.push(span);
      for (const interval of found) scheduled.set(interval, span);
    }
  }
  return {
    reportedFor,
    intervals: intervals.map((interval) => ({ ...interval, scheduled: scheduled.get(interval) ?? null })),
  };
}

/** The day on which the workweek that holds an instant begins. */
function weekOf(instant: string, one: LaborCase): number {
  const { day, time } = weekStartOf(one);
  const startsOn = weekdayOnOrBefore(day, localDay(epochMinute(instant), one.timeZone));
  const isBefore = boundaryAt(startsOn, time, one.timeZone) > epochMinute(instant);
  return isBefore ? startsOn - 7 : startsOn;
}

/** What the engine is asked for a case: a workweek each that has time or pay, in order; throws a CaseError. */
export function weekInputs(one: LaborCase): WeekInput[] {
  if (one.punches.some((punch) => punch.unpaidBreakMinutes > 0 && !punch.breakStart))
    throw new CaseError(`case ${one.id}: punches: breakStart is needed where unpaidBreakMinutes is above 0`);
  const { timeZone: zone } = one;
  const { intervals, reportedFor } = schedule(
    one,
    one.punches.map((punch) => toInterval(punch, one)),
  );
  const rates = one.bill?.rates ?? {};
  const rateOf = (name: keyof typeof rates) => (rates[name] ? parseRate(rates[name]) : null);
  const revision = {
    from: '1900-01-01',
    until: null,
    payRate: parseRate(one.baseRate),
    billRate: parseRate(rates.REG ?? '0'),
    overtimeBillRate: rateOf('OT'),
    doubleTimeBillRate: rateOf('DT'),
    holidayBillRate: rateOf('HOL'),
    onCallBillRate: rateOf('ONCALL'),
    callbackBillRate: rateOf('CALLBACK'),
  };
  const days = [
    ...(one.otherPay ?? []).map(({ date }) => date),
    ...(one.mealPremiums ?? []).map(({ day }) => day),
  ];
  const touched = [
    ...intervals.flatMap(({ start, end }) => [start, later(end, -1)]),
    ...reportedFor.map(({ start }) => start),
  ].map((instant) => weekOf(instant, one));
  const ofDays = days.map((day) => weekdayOnOrBefore(weekStartOf(one).day, epochDay(day)));
  return [...new Set([...touched, ...ofDays])]
    .toSorted((first, second) => first - second)
    .map((week): WeekInput => {
      const premiums = premiumsIn(one, week);
      const isInWeek = ({ day }: { day: string }) => epochDay(day) >= week && epochDay(day) < week + 7;
      const input = {
        zone,
        weekStartsOn: dayText(week),
        policy: policyOf(one, premiums),
        intervals,
        revisions: [revision],
        reportedFor,
        holidays: premiums.holidays,
        findings: (one.mealPremiums ?? []).filter(isInWeek).flatMap(({ day, kind, violations }) =>
          Array.from({ length: violations }, () => ({
            workDate: day,
            kind,
            fault: 'missed' as const,
            detail: 'as stated',
          })),
        ),
        otherPay: (one.otherPay ?? []).map(({ code, amount, date, treatment }) => ({
          code,
          amount: parseAmount(amount),
          day: date,
          treatment: treatment === 'flat-sum' ? ('flat_sum' as const) : treatment,
        })),
      };
      const [fault] = weekFaults(input);
      if (fault) throw new CaseError(`case ${one.id}: punches: ${JSON.stringify(fault)}`);
      return input;
    });
}
