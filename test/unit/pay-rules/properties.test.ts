import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { epochMinute, instantAt } from '../../../src/kernel/zone.ts';
import { rateExactly, rateWeek } from '../../../src/domain/time/pay-rules/rate.ts';
import { workedTypes } from '../../../src/domain/time/pay-rules/rated-week.ts';
import type { WeekInput } from '../../../src/domain/time/pay-rules/week-input.ts';
import { anyWeek, overtimeRules, partOf, policyWith, zone } from './any-week.ts';

const minutesOf = (spans: readonly { start: number; end: number }[]) =>
  spans.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, offset) => start + offset));
const toSpan = ({ start, end }: { start: string; end: string }) => ({
  start: epochMinute(start),
  end: epochMinute(end),
});
const own = ({ intervals }: WeekInput) => intervals.filter(({ isElsewhere }) => !isElsewhere);
const straight = ['regular', 'overtime', 'double_time'];

describe('minutes in are minutes out', () => {
  test('every worked minute lies in exactly one hour type, and nobody is paid a minute twice', () => {
    fc.assert(
      fc.property(anyWeek(), (input) => {
        const { split, week } = rateExactly(input);
        const all = minutesOf(split.hours);
        expect(new Set(all).size).toBe(all.length);
        expect(all.length).toBe(week.workedMinutes);
        expect(week.counted.reduce((total_, interval) => total_ + interval.workedMinutes, 0)).toBe(
          all.length,
        );
        const paid = week.pay!.lines.filter(({ earning }) => straight.includes(earning));
        expect(paid.reduce((minutes, line) => minutes + line.minutes, 0)).toBe(all.length);
        const billed = week.chargeLines.filter(({ hourType }) => workedTypes.includes(hourType));
        expect(billed.reduce((minutes, line) => minutes + line.minutes, 0)).toBe(all.length);
      }),
    );
  });

  test('without rounding, the worked minutes are the stated ones less meals, inside the week', () => {
    fc.assert(
      fc.property(anyWeek(), (input) => {
        const exact = { ...input, policy: { ...input.policy, rounding: { minutes: 0 as const } } };
        const { hours, workweek } = rateExactly(exact).split;
        const meals = new Set(own(input).flatMap((interval) => minutesOf(interval.meals.map(toSpan))));
        const [from, to] = [epochMinute(workweek.start), epochMinute(workweek.end)];
        const expected = minutesOf(own(input).map(toSpan)).filter(
          (minute) => !meals.has(minute) && from <= minute && minute < to,
        );
        expect(minutesOf(hours).toSorted((one, other) => one - other)).toEqual(expected);
      }),
    );
  });

  test('each differential holds the worked minutes whose wall clock is in its window', () => {
    fc.assert(
      fc.property(anyWeek({ elsewhere: false }), (input) => {
        const { hours, differentials } = rateExactly(input).split;
        const worked = minutesOf(hours).map((minute) => {
          const { hour, dayOfWeek } = Temporal.Instant.from(instantAt(minute)).toZonedDateTimeISO(zone);
          return { minute, isNight: hour >= 19 || hour < 7, hour, dayOfWeek };
        });
        const isWeekend = ({ hour, dayOfWeek }: { hour: number; dayOfWeek: number }) =>
          dayOfWeek > 5 || (dayOfWeek === 5 && hour >= 19) || (dayOfWeek === 1 && hour < 7);
        const ordered = (minutes: number[]) => minutes.toSorted((a, b) => a - b);
        const earned = (code: string) =>
          ordered(minutesOf(differentials.filter(({ differential }) => differential.code === code)));
        const nights = worked.filter(({ isNight }) => isNight).map(({ minute }) => minute);
        expect(earned('night')).toEqual(ordered(nights));
        expect(earned('weekend')).toEqual(ordered(worked.filter(isWeekend).map(({ minute }) => minute)));
      }),
      { numRuns: 25 },
    );
  });
});

/** A rated week without the account of its intervals, which says how they were stated. */
const without = (input: WeekInput) => {
  const { counted: _, ...rest } = rateWeek(input);
  return rest;
};

describe('what changes nothing', () => {
  test('splitting an interval in two at any minute, meals, rounding and deductions included', () => {
    const rest = {
      meals: {
        autoDeductMinutes: 30,
        autoDeductAfterMinutes: 360,
        paidUpToMinutes: 20,
        system: 'california',
      },
      shiftMinimumMinutes: 240,
    };
    fc.assert(
      fc.property(anyWeek({ rest }), fc.nat(), fc.nat(), (input, which, where) => {
        fc.pre(input.intervals.length > 0);
        const split = input.intervals[which % input.intervals.length]!;
        const { start, end } = toSpan(split);
        fc.pre(end - start > 1);
        const cut = start + 1 + (where % (end - start - 1));
        const parts = [partOf(split, cut, end), partOf(split, start, cut)];
        const others = input.intervals.filter((interval) => interval !== split);
        expect(without({ ...input, intervals: [...parts, ...others] })).toEqual(without(input));
      }),
    );
  });

  test('the order of the intervals', () => {
    fc.assert(
      fc.property(anyWeek(), fc.nat(), (input, seed) => {
        const shuffled = [...input.intervals].toSorted(
          (one, other) =>
            ((epochMinute(one.start) * (seed + 7)) % 101) - ((epochMinute(other.start) * (seed + 7)) % 101),
        );
        expect(rateWeek({ ...input, intervals: shuffled })).toEqual(rateWeek(input));
      }),
    );
  });

  test('whole weeks later, within one offset of the zone', () => {
    const later = (day: string) => Temporal.PlainDate.from(day).add({ days: 28 }).toString();
    const shift = (instant: string) => instantAt(epochMinute(instant) + 28 * 1440);
    const figures = (input: WeekInput) => {
      const { chargeLines, pay, system } = rateWeek(input);
      const bare = ({
        days,
        ...line
      }: (typeof chargeLines)[number] | NonNullable<typeof pay>['lines'][number]) => ({
        ...line,
        days: days.map(({ minutes, amount }) => [minutes, amount]),
      });
      return [chargeLines.map(bare), pay!.lines.map(bare), pay!.total, pay!.regularRate, system];
    };
    fc.assert(
      fc.property(anyWeek(), (any) => {
        const inSummer = (input: WeekInput): WeekInput => {
          const days = Temporal.PlainDate.from(input.weekStartsOn).until('2026-06-07').days;
          const on = (day: string) => Temporal.PlainDate.from(day).add({ days }).toString();
          const at = (instant: string) => instantAt(epochMinute(instant) + days * 1440 - 60);
          return moved(input, on, at);
        };
        const moved = (
          input: WeekInput,
          on: (day: string) => string,
          at: (instant: string) => string,
        ): WeekInput => ({
          ...input,
          weekStartsOn: on(input.weekStartsOn),
          policy: policyWith({
            ...input.policy.overtime,
            ...(input.policy.overtime.payPeriodStartsOn && {
              payPeriodStartsOn: on(input.policy.overtime.payPeriodStartsOn),
            }),
          }),
          intervals: input.intervals.map((interval) => ({
            ...interval,
            start: at(interval.start),
            end: at(interval.end),
            meals: interval.meals.map((meal) => ({ start: at(meal.start), end: at(meal.end) })),
          })),
          revisions: input.revisions.map((revision) => ({
            ...revision,
            from: on(revision.from),
            until: revision.until && on(revision.until),
          })),
          holidays: input.holidays!.map(on),
          otherPay: input.otherPay!.map((pay) => ({ ...pay, day: on(pay.day) })),
        });
        const summer = inSummer(any);
        expect(figures(moved(summer, later, shift))).toEqual(figures(summer));
      }),
    );
  });
});

describe.each(overtimeRules)('$system $alsoSystems', (overtime) => {
  test('no hour carries two premiums: overtime is the greater of the daily and the weekly count, and last', () => {
    const limits: Record<string, [number, number]> = {
      flsa_40: [Infinity, 2400],
      alaska: [480, 2400],
      none: [Infinity, Infinity],
    };
    const [daily, weekly] = limits[overtime.system] ?? [];
    fc.assert(
      fc.property(anyWeek({ elsewhere: false }), (any) => {
        const { system, ...rule } = { ...any.policy.overtime, ...overtime };
        const input = {
          ...any,
          policy: policyWith({
            system,
            ...(rule.payPeriodStartsOn && { payPeriodStartsOn: rule.payPeriodStartsOn }),
            ...(rule.nevadaMinimumWage && { nevadaMinimumWage: rule.nevadaMinimumWage }),
          }),
        };
        const { hours, workedMinutes } = rateExactly(input).split;
        const premium = minutesOf(hours.filter(({ hourType }) => hourType !== 'regular')).length;
        if (system !== 'none')
          expect(premium).toBeGreaterThanOrEqual(system === 'flsa_8_80' ? 0 : workedMinutes - 2400);
        if (daily === undefined) return;
        const byDay = Map.groupBy(minutesOf(hours), (minute) =>
          Temporal.Instant.from(instantAt(minute)).toZonedDateTimeISO(zone).toPlainDate().toString(),
        );
        const ofDays = [...byDay.values()].reduce((all, { length }) => all + Math.max(0, length - daily), 0);
        expect(premium).toBe(Math.max(ofDays, workedMinutes - weekly!));
      }),
      { numRuns: 30 },
    );
  });
});
