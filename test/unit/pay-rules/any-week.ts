import fc from 'fast-check';
import { PayPolicy } from '../../../src/domain/time/pay-rules/policy.ts';
import type { StatedInterval, WeekInput } from '../../../src/domain/time/pay-rules/week-input.ts';
import { parseAmount, parseRate } from '../../../src/kernel/money.ts';
import { epochMinute, instantAt } from '../../../src/kernel/zone.ts';

export const zone = 'America/New_York';

/** The weeks of a spring and an autumn clock change in the zone, and one without. */
export const weeks = ['2026-02-01', '2026-03-08', '2026-11-01'];

/** Every overtime system, as a policy names it. */
export const overtimeRules = [
  { system: 'none' },
  { system: 'flsa_40' },
  { system: 'flsa_8_80', payPeriodStartsOn: '2026-02-01' },
  { system: 'california' },
  { system: 'california_aws' },
  { system: 'alaska' },
  { system: 'nevada', nevadaMinimumWage: '12' },
  { system: 'colorado' },
  { system: 'flsa_40', alsoSystems: ['alaska', 'colorado'] },
];

export const spanOf = (start: number, end: number) => ({ start: instantAt(start), end: instantAt(end) });
const clip = (minute: number, [from, to]: readonly [number, number]) => Math.min(to, Math.max(from, minute));

/** The part of an interval from one minute to another, with the parts of its meals that lie in it. */
export const partOf = (interval: StatedInterval, from: number, to: number): StatedInterval => ({
  ...interval,
  ...spanOf(from, to),
  meals: interval.meals
    .map((meal) => [clip(epochMinute(meal.start), [from, to]), clip(epochMinute(meal.end), [from, to])])
    .filter(([start, end]) => start! < end!)
    .map(([start, end]) => spanOf(start!, end!)),
});

/** A policy of a system with everything in it that leaves minutes and their pay comparable. */
export const policyWith = (overtime: object, rest: object = {}): PayPolicy =>
  PayPolicy.parse({
    overtime,
    workweekStart: { day: 'sunday', time: '00:00' },
    rounding: { minutes: 0 },
    attribution: 'split_at_midnight',
    differentials: [
      { code: 'night', rate: '3', payRate: '2.5', window: { from: '19:00', to: '07:00' } },
      {
        code: 'weekend',
        percent: '5',
        payPercent: '4',
        window: { fromDay: 'friday', from: '19:00', toDay: 'monday', to: '07:00' },
      },
    ],
    premiums: [{ code: 'holiday', multiplier: '1.5', treatment: 'credit', onHolidays: true }],
    billOvertimeMultiplier: '1.5',
    ...rest,
  });

const anyShift = fc.record({
  rest: fc.integer({ min: 0, max: 900 }),
  minutes: fc.integer({ min: 1, max: 960 }),
  mealAt: fc.integer({ min: 0, max: 900 }),
  mealMinutes: fc.constantFrom(0, 30, 45),
  isElsewhere: fc.boolean(),
});

/** Shifts one after the other, from a minute on, some with a meal. */
function intervalsFrom(
  start: number,
  shifts: readonly (typeof anyShift extends fc.Arbitrary<infer Shift> ? Shift : never)[],
) {
  let now = start;
  return shifts.map(({ rest, minutes, mealAt, mealMinutes, isElsewhere }): StatedInterval => {
    const from = now + rest;
    now = from + minutes;
    const [mealStart, mealEnd] = [mealAt, mealAt + mealMinutes].map((at) => clip(from + at, [from, now]));
    return {
      ...spanOf(from, now),
      meals: mealStart! < mealEnd! ? [spanOf(mealStart!, mealEnd!)] : [],
      ...(isElsewhere && { isElsewhere, payRate: parseRate('41.5') }),
    };
  });
}

/** Weeks of up to nine shifts under any system, some reaching into the neighboring weeks, a few on another timesheet. */
export const anyWeek = ({ elsewhere = true, otherPay = true, rest = {} } = {}): fc.Arbitrary<WeekInput> =>
  fc
    .record({
      weekStartsOn: fc.constantFrom(...weeks),
      overtime: fc.constantFrom(...overtimeRules),
      step: fc.constantFrom(0, 0, 5, 6, 15),
      attribution: fc.constantFrom('split_at_midnight', 'day_of_start'),
      late: fc.integer({ min: -900, max: 900 }),
      shifts: fc.array(anyShift, { maxLength: 9 }),
      rates: fc.tuple(
        fc.integer({ min: 100_000, max: 2_000_000 }),
        fc.integer({ min: 100_000, max: 2_000_000 }),
      ),
      revisedAfter: fc.integer({ min: 0, max: 7 }),
      holiday: fc.integer({ min: 0, max: 6 }),
      bonus: fc.integer({ min: 0, max: 500 }),
      treatment: fc.constantFrom('include', 'exclude', 'flat_sum') as fc.Arbitrary<
        'include' | 'exclude' | 'flat_sum'
      >,
    })
    .map((any) => {
      const day = (after: number) =>
        Temporal.PlainDate.from(any.weekStartsOn).add({ days: after }).toString();
      const [first, second] = any.rates.map((units) => parseRate((units / 10_000).toFixed(4)));
      const revisedOn = day(any.revisedAfter);
      const policy = policyWith(any.overtime, {
        rounding: { minutes: any.step },
        attribution: any.attribution,
        ...rest,
      });
      const shifts = any.shifts.map((shift) => ({
        ...shift,
        isElsewhere: elsewhere && shift.isElsewhere && shift.rest > 0,
      }));
      return {
        zone,
        weekStartsOn: any.weekStartsOn,
        policy,
        intervals: intervalsFrom(epochMinute(`${any.weekStartsOn}T05:00:00Z`) + any.late, shifts),
        revisions: [
          { from: '2026-01-01', until: revisedOn, billRate: first!, payRate: first! },
          { from: revisedOn, until: null, billRate: second!, payRate: second! },
        ],
        holidays: [day(any.holiday)],
        otherPay: otherPay
          ? [{ code: 'bonus', amount: parseAmount(String(any.bonus)), day: day(3), treatment: any.treatment }]
          : [],
      };
    });
