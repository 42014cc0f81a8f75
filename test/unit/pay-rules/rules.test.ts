import { describe, expect, test } from 'vitest';
import { parseRate } from '../../../src/kernel/money.ts';
import { epochMinute, instantAt } from '../../../src/kernel/zone.ts';
import { weekFaults } from '../../../src/domain/time/pay-rules/faults.ts';
import { PayPolicy } from '../../../src/domain/time/pay-rules/policy.ts';
import { rateWeek } from '../../../src/domain/time/pay-rules/rate.ts';
import { roundPunch } from '../../../src/domain/time/pay-rules/rounding.ts';
import type { WeekInput } from '../../../src/domain/time/pay-rules/week-input.ts';
import { lakeshoreWeek, ohioPolicy, span, zone } from './lakeshore.ts';
import { instantOf } from '../../support/local-time.ts';

const rounded = (local: string, step: number, where = zone) =>
  Temporal.Instant.from(instantAt(roundPunch(epochMinute(instantOf(local, where)), step, where)))
    .toZonedDateTimeISO(where)
    .toPlainTime()
    .toString({ smallestUnit: 'minute' });

describe('rounding', () => {
  test.each([
    ['06:53', 15, '07:00'],
    ['07:07', 15, '07:00'],
    ['07:08', 15, '07:15'],
    ['07:37', 15, '07:30'],
    ['07:38', 15, '07:45'],
    ['23:53', 15, '00:00'],
    ['07:02', 5, '07:00'],
    ['07:03', 5, '07:05'],
    ['07:02', 6, '07:00'],
    ['07:03', 6, '07:06'],
    ['07:03', 0, '07:03'],
  ])('%s by %i minutes is %s', (time, step, result) =>
    expect(rounded(`2026-02-03T${time}`, step)).toBe(result),
  );

  test('goes by the wall clock where the zone is not whole hours off', () => {
    expect(rounded('2026-02-03T07:03', 6, 'Asia/Kathmandu')).toBe('07:06');
    expect(rounded('2026-02-03T07:02', 6, 'Asia/Kathmandu')).toBe('07:00');
  });

  test('drops the seconds of a punch', () => {
    const week = lakeshoreWeek('07:38');
    const [, tuesday] = week.intervals;
    const intervals = [{ ...tuesday!, end: '2026-02-04T12:37:59.999Z' }];
    expect(rateWeek({ ...week, intervals }).counted[0]!.counted.end).toBe('2026-02-04T12:30:00Z');
  });
});

describe('a policy', () => {
  const window = { from: '19:00', to: '07:00' };
  test.each([
    ['another step of rounding', { rounding: { minutes: 10 } }],
    ['a system that it does not know', { overtime: { system: 'guess' } }],
    [
      'half a weekly window',
      { differentials: [{ code: 'a', rate: '1', window: { ...window, fromDay: 'friday' } }] },
    ],
    [
      'an empty window',
      { differentials: [{ code: 'a', rate: '1', window: { from: '07:00', to: '07:00' } }] },
    ],
    [
      'an empty window, its days unknown',
      { differentials: [{ code: 'a', rate: '1', window: { from: '07:00', fromDay: null, to: '07:00' } }] },
    ],
    ['one code twice', { differentials: ['1', '2'].map((rate) => ({ code: 'a', rate, window })) }],
    ['a multiplier below one', { billOvertimeMultiplier: '0.5' }],
    ['a field that it does not know', { extra: true }],
  ])('refuses %s', (_what, change) => {
    expect(PayPolicy.safeParse({ ...ohioPolicy, ...change }).success).toBe(false);
  });

  test('may begin its workweek in the middle of a night', () => {
    const policy = {
      ...ohioPolicy,
      workweekStart: { day: 'monday', time: '07:00' } as const,
      differentials: [{ code: 'early', rate: '1', window: { from: '00:00', to: '07:00' } }],
    };
    const intervals = [{ ...span('2026-02-08T22:00', '2026-02-09T08:00'), meals: [] }];
    const { chargeLines } = rateWeek({
      ...lakeshoreWeek('07:38'),
      policy,
      weekStartsOn: '2026-02-02',
      intervals,
    });
    expect(chargeLines.map(({ minutes, days }) => [minutes, days.map(({ workDate }) => workDate)])).toEqual([
      [9 * 60, ['2026-02-08', '2026-02-09']],
      [7 * 60, ['2026-02-09']],
    ]);
  });

  test('without overtime leaves every hour regular', () => {
    const week = lakeshoreWeek('07:38');
    const { chargeLines } = rateWeek({ ...week, policy: { ...ohioPolicy, overtime: { system: 'none' } } });
    expect(chargeLines[0]).toMatchObject({ hourType: 'regular', minutes: 2475, citation: 'agreement' });
  });
});

describe('rates', () => {
  test('change at midnight of the facility', () => {
    const week = lakeshoreWeek('07:38');
    const revisions = [
      { from: '2026-01-01', until: '2026-02-04', billRate: parseRate('98') },
      { from: '2026-02-04', until: null, billRate: parseRate('96') },
    ];
    const { chargeLines } = rateWeek({ ...week, revisions });
    expect(chargeLines.slice(0, 3).map(({ hourType, rate, minutes }) => [hourType, rate, minutes])).toEqual([
      ['regular', '98.0000', 17 * 60],
      ['regular', '96.0000', 23 * 60],
      ['overtime', '144.0000', 75],
    ]);
  });

  test('for overtime may be agreed by name', () => {
    const week = lakeshoreWeek('07:38');
    const revisions = [{ ...week.revisions[0]!, overtimeBillRate: parseRate('140') }];
    expect(rateWeek({ ...week, revisions }).chargeLines[1]).toMatchObject({
      rate: '140.0000',
      amount: '175.00',
      inputs: { multiplier: null },
    });
  });
});

describe('a clock change', () => {
  const nightOf = (evening: string, morning: string, weekStartsOn: string): WeekInput => ({
    ...lakeshoreWeek('07:38'),
    weekStartsOn,
    intervals: [{ ...span(`${evening}T19:00`, `${morning}T07:00`), meals: [] }],
  });

  test.each([
    ['2026-03-07', '2026-03-08', '2026-03-08', 6],
    ['2026-10-31', '2026-11-01', '2026-11-01', 8],
  ])('the night of %s to %s holds after midnight what really passed', (evening, morning, week, hours) => {
    const { chargeLines } = rateWeek(nightOf(evening, morning, week));
    expect(chargeLines.map(({ minutes }) => minutes)).toEqual([hours * 60, hours * 60, hours * 60]);
  });
});

describe('faults', () => {
  const week = lakeshoreWeek('07:38');
  const morning = span('2026-02-03T08:00', '2026-02-03T12:00');
  const withIntervals = (...intervals: WeekInput['intervals']) => ({ ...week, intervals });

  test.each<[string, WeekInput, unknown]>([
    [
      'an interval that ends where it starts',
      withIntervals({ start: morning.start, end: morning.start, meals: [] }),
      { code: 'interval_not_positive', interval: 0 },
    ],
    [
      'intervals that overlap',
      withIntervals(
        { ...morning, meals: [] },
        { ...span('2026-02-02T22:00', '2026-02-03T08:01'), meals: [] },
      ),
      { code: 'intervals_overlap', interval: 0 },
    ],
    [
      'an interval that overlaps one before the last',
      withIntervals(
        { ...morning, meals: [] },
        { ...span('2026-02-03T09:00', '2026-02-03T10:00'), meals: [] },
        { ...span('2026-02-03T11:00', '2026-02-03T13:00'), meals: [] },
      ),
      { code: 'intervals_overlap', interval: 2 },
    ],
    [
      'a meal outside its interval',
      withIntervals({ ...morning, meals: [span('2026-02-03T11:45', '2026-02-03T12:15')] }),
      { code: 'meal_outside_interval', interval: 0, meal: 0 },
    ],
    [
      'a meal that ends before it starts',
      withIntervals({ ...morning, meals: [{ start: morning.end, end: morning.start }] }),
      { code: 'meal_not_positive', interval: 0, meal: 0 },
    ],
    [
      'a day without a rate',
      { ...week, revisions: [{ ...week.revisions[0]!, until: '2026-02-07' }] },
      { code: 'no_rate_in_force', workDate: '2026-02-07' },
    ],
    [
      'a day with two rates',
      { ...week, revisions: [...week.revisions, { ...week.revisions[0]!, from: '2026-02-07' }] },
      { code: 'several_rates_in_force', workDate: '2026-02-07' },
    ],
  ])('%s', (_what, input, fault) => {
    expect(weekFaults(input)).toEqual(expect.arrayContaining([fault]));
    expect(() => rateWeek(input)).toThrow(RangeError);
  });

  test('a day outside the workweek needs no rate', () => {
    expect(weekFaults({ ...week, revisions: [{ ...week.revisions[0]!, until: '2026-02-08' }] })).toEqual([]);
  });

  test('an empty week is worth nothing', () => {
    expect(rateWeek(withIntervals())).toMatchObject({ workedMinutes: 0, chargeLines: [], gross: '0.00' });
  });
});
