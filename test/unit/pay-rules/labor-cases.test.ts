import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { chargeFor, parseRate, sum } from '../../../src/kernel/money.ts';
import { weekdayOnOrBefore, weekdays } from '../../../src/kernel/week.ts';
import { boundaryAt, dayText, epochMinute, instantAt, localDay } from '../../../src/kernel/zone.ts';
import { PayPolicy } from '../../../src/domain/time/pay-rules/policy.ts';
import { rateWeek } from '../../../src/domain/time/pay-rules/rate.ts';
import type { RatedWeek } from '../../../src/domain/time/pay-rules/rated-week.ts';
import { instantOf } from '../../support/local-time.ts';

interface Punch {
  start: string;
  end: string;
  startOffset?: string;
  endOffset?: string;
  breakStart?: string;
  unpaidBreakMinutes: number;
  flags?: string[];
}
interface Hours {
  regular: string;
  overtime: string;
}
interface Case {
  id: string;
  title: string;
  ruleset: string;
  timeZone: string;
  workweekStart: { day: string; time: string };
  rounding?: { minutes: number };
  premiumPay?: unknown;
  otherPay?: unknown[];
  bill?: { rates: Record<string, string> };
  baseRate: string;
  punches: Punch[];
  differentials: {
    code: string;
    amount?: string;
    apply?: string;
    flag?: string;
    window?: { fromDay?: string; from: string; toDay?: string; to: string };
  }[];
  expected: {
    hours: Hours;
    byWorkweek?: { start: string; hours: Hours }[];
    amounts: { straight: string; differentials: string };
    bill?: { lines: { category: string; hours: string; rate: string; amount: string }[]; gross: string };
  };
}

const { cases } = JSON.parse(readFileSync('test/fixtures/labor-cases.json', 'utf8')) as { cases: Case[] };
const covered = cases.filter(({ ruleset }) => ruleset === 'flsa-40');

const weekday = (short: string) => weekdays.find((day) => day.startsWith(short.toLowerCase()))!;

const clockDifferentials = ({ differentials }: Case) =>
  differentials.flatMap(({ code, amount, apply, window }) =>
    window && amount && !apply
      ? [
          {
            code: code.toLowerCase(),
            rate: amount,
            window: {
              from: window.from,
              to: window.to,
              ...(window.fromDay && { fromDay: weekday(window.fromDay), toDay: weekday(window.toDay!) }),
            },
          },
        ]
      : [],
  );

function intervalsOf({ punches, timeZone }: Case) {
  const instant = (local: string, offset?: string) =>
    offset ? instantAt(epochMinute(local + offset)) : instantOf(local, timeZone);
  return punches.map((punch) => {
    const meal = punch.breakStart ? epochMinute(instant(punch.breakStart)) : null;
    return {
      start: instant(punch.start, punch.startOffset),
      end: instant(punch.end, punch.endOffset),
      meals: meal ? [{ start: instantAt(meal), end: instantAt(meal + punch.unpaidBreakMinutes) }] : [],
    };
  });
}

/** The workweeks of a case, its base rate (or the rates given) as the bill rate. */
function rateCase(one: Case, billRate = one.baseRate, overtimeBillRate?: string): RatedWeek[] {
  const intervals = intervalsOf(one);
  const policy = PayPolicy.parse({
    overtime: { system: 'flsa_40' },
    workweekStart: { day: weekday(one.workweekStart.day), time: one.workweekStart.time },
    rounding: { minutes: one.rounding?.minutes ?? 0 },
    attribution: 'split_at_midnight',
    differentials: clockDifferentials(one),
    billOvertimeMultiplier: '1',
  });
  const touched = intervals
    .flatMap(({ start, end }) => [start, instantAt(epochMinute(end) - 1)])
    .map((instant) => {
      const { day, time } = policy.workweekStart;
      const startsOn = weekdayOnOrBefore(day, localDay(epochMinute(instant), one.timeZone));
      const isBefore = boundaryAt(startsOn, time, one.timeZone) > epochMinute(instant);
      return dayText(isBefore ? startsOn - 7 : startsOn);
    });
  const revision = {
    from: '2000-01-01',
    until: null,
    billRate: parseRate(billRate),
    overtimeBillRate: overtimeBillRate ? parseRate(overtimeBillRate) : null,
  };
  return [...new Set(touched)]
    .toSorted()
    .map((weekStartsOn) =>
      rateWeek({ zone: one.timeZone, weekStartsOn, policy, intervals, revisions: [revision] }),
    );
}

const minutesOf = (weeks: RatedWeek[], hourType: string) =>
  weeks
    .flatMap(({ chargeLines }) => chargeLines)
    .filter((line) => line.hourType === hourType)
    .reduce((total, { minutes }) => total + minutes, 0);
const hours = (minutes: number) => (minutes / 60).toFixed(4);
const hoursOf = (weeks: RatedWeek[]) => ({
  regular: hours(minutesOf(weeks, 'regular')),
  overtime: hours(minutesOf(weeks, 'overtime')),
});

const named = (some: Case[]) => some.map((one) => [one.id, one.title, one] as const);

test('34 cases are covered', () => expect(covered).toHaveLength(34));

test.each(named(covered))('%s: %s: hours', (_id, _title, one) => {
  const { regular, overtime } = one.expected.hours;
  expect(hoursOf(rateCase(one))).toEqual({ regular, overtime });
});

const overSeveralWeeks = covered.filter(({ expected }) => expected.byWorkweek);

test.each(named(overSeveralWeeks))('%s: %s: hours by workweek', (_id, _title, one) => {
  const weeks = rateCase(one).map((week) => {
    const start = Temporal.Instant.from(week.workweek.start).toZonedDateTimeISO(one.timeZone);
    return { start: start.toPlainDateTime().toString({ smallestUnit: 'minute' }), ...hoursOf([week]) };
  });
  expect(weeks).toEqual(
    one.expected.byWorkweek!.map(({ start, hours: { regular, overtime } }) => ({ start, regular, overtime })),
  );
});

const atOneRate = covered.filter(
  (one) =>
    clockDifferentials(one).length === one.differentials.length &&
    one.punches.every((punch) => !('baseRate' in punch || 'earningCode' in punch)),
);

test.each(named(atOneRate))('%s: %s: straight time and differentials', (_id, _title, one) => {
  const weeks = rateCase(one);
  const minutes = minutesOf(weeks, 'regular') + minutesOf(weeks, 'overtime');
  const differentials = weeks
    .flatMap(({ chargeLines }) => chargeLines)
    .filter(({ hourType }) => hourType === 'differential');
  expect(chargeFor(minutes, parseRate(one.baseRate))).toBe(one.expected.amounts.straight);
  expect(sum(differentials.map(({ amount }) => amount))).toBe(one.expected.amounts.differentials);
});

const billed = covered.filter(({ bill, premiumPay }) => bill && !premiumPay);

test.each(named(billed))('%s: %s: bill', (_id, _title, one) => {
  const [week] = rateCase({ ...one, differentials: [] }, one.bill!.rates['REG'], one.bill!.rates['OT']);
  const { lines, gross } = one.expected.bill!;
  expect(week!.chargeLines.map((line) => [hours(line.minutes), line.rate, line.amount])).toEqual(
    lines.map((line) => [line.hours, parseRate(line.rate), line.amount]),
  );
  expect(week!.gross).toBe(gross);
});

test('flsa-043: night, evening and weekend stack', () => {
  const [week] = rateCase(cases.find(({ id }) => id === 'flsa-043')!);
  const stacked = week!.chargeLines.filter(({ hourType }) => hourType === 'differential');
  expect(stacked.map(({ differentialCode, minutes }) => [differentialCode, minutes / 60])).toEqual([
    ['eve', 16],
    ['night', 32],
    ['wknd', 24],
  ]);
});
