import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseRate, sum } from '../../../src/kernel/money.ts';
import { epochMinute, instantAt } from '../../../src/kernel/zone.ts';
import { rateWeek, splitWeek } from '../../../src/domain/time/pay-rules/rate.ts';
import type { StatedInterval, WeekInput } from '../../../src/domain/time/pay-rules/week-input.ts';
import { ohioPolicy, zone } from './lakeshore.ts';

const weeks = ['2026-02-01', '2026-03-08', '2026-11-01'];
const clip = (minute: number, [from, to]: readonly [number, number]) => Math.min(to, Math.max(from, minute));
const spanOf = (start: number, end: number) => ({ start: instantAt(start), end: instantAt(end) });

/** Weeks of up to nine shifts, each after a rest, some with a meal, some reaching into the neighboring weeks. */
const anyWeek: fc.Arbitrary<WeekInput> = fc
  .record({
    weekStartsOn: fc.constantFrom(...weeks),
    step: fc.constantFrom(0, 5, 6, 15) as fc.Arbitrary<0 | 5 | 6 | 15>,
    late: fc.integer({ min: -900, max: 900 }),
    shifts: fc.array(
      fc.record({
        rest: fc.integer({ min: 0, max: 900 }),
        minutes: fc.integer({ min: 1, max: 960 }),
        mealAt: fc.integer({ min: 0, max: 900 }),
        mealMinutes: fc.constantFrom(0, 30, 45),
      }),
      { maxLength: 9 },
    ),
    rates: fc.tuple(fc.integer({ min: 1, max: 2_000_000 }), fc.integer({ min: 1, max: 2_000_000 })),
    revisedAfter: fc.integer({ min: 0, max: 7 }),
  })
  .map(({ weekStartsOn, step, late, shifts, rates, revisedAfter }) => {
    let now = epochMinute(`${weekStartsOn}T05:00:00Z`) + late;
    const intervals = shifts.map(({ rest, minutes, mealAt, mealMinutes }): StatedInterval => {
      const start = now + rest;
      now = start + minutes;
      const [from, to] = [mealAt, mealAt + mealMinutes].map((at) => clip(start + at, [start, now]));
      return { ...spanOf(start, now), meals: from! < to! ? [spanOf(from!, to!)] : [] };
    });
    const revisedOn = Temporal.PlainDate.from(weekStartsOn).add({ days: revisedAfter }).toString();
    const [first, second] = rates.map((units) => parseRate((units / 10_000).toFixed(4)));
    return {
      zone,
      weekStartsOn,
      policy: { ...ohioPolicy, rounding: { minutes: step } },
      intervals,
      revisions: [
        { from: '2026-01-01', until: revisedOn, billRate: first! },
        { from: revisedOn, until: null, billRate: second! },
      ],
    };
  });

const minutesOf = (spans: readonly { start: number; end: number }[]) =>
  spans.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, offset) => start + offset));

test('every worked minute lies in exactly one hour type, and overtime is what exceeds 40 hours', () => {
  fc.assert(
    fc.property(anyWeek, (input) => {
      const { hours, workedMinutes, counted } = splitWeek(input);
      const all = minutesOf(hours);
      expect(new Set(all).size).toBe(all.length);
      expect(all.length).toBe(workedMinutes);
      expect(counted.reduce((total, interval) => total + interval.workedMinutes, 0)).toBe(workedMinutes);
      const overtime = minutesOf(hours.filter(({ hourType }) => hourType === 'overtime'));
      const regular = minutesOf(hours.filter(({ hourType }) => hourType === 'regular'));
      expect(overtime.length).toBe(Math.max(0, workedMinutes - 2400));
      if (overtime.length > 0) expect(regular.at(-1)!).toBeLessThan(overtime[0]!);
    }),
  );
});

test('without rounding, the worked minutes are the stated ones less meals, inside the week', () => {
  fc.assert(
    fc.property(anyWeek, (input) => {
      const exact = { ...input, policy: { ...input.policy, rounding: { minutes: 0 as const } } };
      const { hours, workweek } = splitWeek(exact);
      const toSpan = ({ start, end }: { start: string; end: string }) => ({
        start: epochMinute(start),
        end: epochMinute(end),
      });
      const meals = new Set(input.intervals.flatMap((interval) => minutesOf(interval.meals.map(toSpan))));
      const [from, to] = [epochMinute(workweek.start), epochMinute(workweek.end)];
      const expected = minutesOf(input.intervals.map(toSpan)).filter(
        (minute) => !meals.has(minute) && from <= minute && minute < to,
      );
      expect(minutesOf(hours)).toEqual(expected);
    }),
  );
});

test('each differential holds the worked minutes whose wall clock is in its window', () => {
  fc.assert(
    fc.property(anyWeek, (input) => {
      const { hours, differentials } = splitWeek(input);
      const worked = minutesOf(hours).map((minute) => {
        const { hour, dayOfWeek } = Temporal.Instant.from(instantAt(minute)).toZonedDateTimeISO(zone);
        return { minute, isNight: hour >= 19 || hour < 7, hour, dayOfWeek };
      });
      const isWeekend = ({ hour, dayOfWeek }: { hour: number; dayOfWeek: number }) =>
        dayOfWeek > 5 || (dayOfWeek === 5 && hour >= 19) || (dayOfWeek === 1 && hour < 7);
      const earned = (code: string) =>
        minutesOf(differentials.filter(({ differential }) => differential.code === code)).toSorted(
          (a, b) => a - b,
        );
      expect(earned('night')).toEqual(worked.filter(({ isNight }) => isNight).map(({ minute }) => minute));
      expect(earned('weekend')).toEqual(worked.filter(isWeekend).map(({ minute }) => minute));
    }),
    { numRuns: 25 },
  );
});

test('splitting an interval in two at any minute changes nothing', () => {
  fc.assert(
    fc.property(anyWeek, fc.nat(), fc.nat(), (input, which, where) => {
      fc.pre(input.intervals.length > 0);
      const split = input.intervals[which % input.intervals.length]!;
      const [start, end] = [epochMinute(split.start), epochMinute(split.end)];
      fc.pre(end - start > 1);
      const cut = start + 1 + (where % (end - start - 1));
      const part = (from: number, to: number): StatedInterval => ({
        ...spanOf(from, to),
        meals: split.meals
          .map((meal) => [clip(epochMinute(meal.start), [from, to]), clip(epochMinute(meal.end), [from, to])])
          .filter(([mealStart, mealEnd]) => mealStart! < mealEnd!)
          .map(([mealStart, mealEnd]) => spanOf(mealStart!, mealEnd!)),
      });
      const intervals = [
        part(cut, end),
        ...input.intervals.filter((interval) => interval !== split),
        part(start, cut),
      ];
      const { counted: _one, ...whole } = rateWeek(input);
      const { counted: _two, ...halves } = rateWeek({ ...input, intervals });
      expect(halves).toEqual(whole);
    }),
  );
});

test('the days of a charge line sum to it, and the charge lines to the gross', () => {
  fc.assert(
    fc.property(anyWeek, (input) => {
      const { chargeLines, gross } = rateWeek(input);
      for (const { days, minutes, amount } of chargeLines) {
        expect(sum(days.map((day) => day.amount))).toBe(amount);
        expect(days.reduce((total, day) => total + day.minutes, 0)).toBe(minutes);
        expect(new Set(days.map(({ workDate }) => workDate)).size).toBe(days.length);
      }
      expect(sum(chargeLines.map(({ amount }) => amount))).toBe(gross);
      const keys = chargeLines.map(
        ({ hourType, differentialCode, rate }) => `${hourType} ${differentialCode} ${rate}`,
      );
      expect(new Set(keys).size).toBe(keys.length);
    }),
  );
});
