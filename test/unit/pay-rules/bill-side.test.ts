import { describe, expect, test } from 'vitest';
import { parseRate, sum } from '../../../src/kernel/money.ts';
import { rateWeek } from '../../../src/domain/time/pay-rules/rate.ts';
import { at, billed, pacific, weekOf, worked } from './bill.ts';

describe('a surgical tech on call at 72', () => {
  const onCall = { billRate: '8', continuesDuringCallback: true };
  const callback = { minimumMinutes: 120, multiplier: '1.5', billMultiplier: '1.5', from: 'punch' };
  const intervals = [
    worked('2026-02-03T15:00', '2026-02-04T07:00', { kind: 'on_call' }),
    worked('2026-02-03T22:10', '2026-02-03T23:05', { kind: 'callback' }),
  ];
  const revisions = { revisions: [at('72')] };

  test('is billed 128.00 on call and 216.00 for two hours of a callback, 344.00', () => {
    const rated = rateWeek(weekOf(intervals, { onCall, callback }, revisions));
    expect(billed(weekOf(intervals, { onCall, callback }, revisions))).toEqual([
      'callback 0.9167 108.0000 99.00',
      'on_call 16.00 8.0000 128.00',
      'callback_minimum 1.0833 108.0000 117.00',
    ]);
    expect(rated.gross).toBe('344.00');
    expect(rated.workedMinutes).toBe(55);
  });

  test('is not on call while called back where the agreement says so', () => {
    const stops = { ...onCall, continuesDuringCallback: false };
    expect(billed(weekOf(intervals, { onCall: stops, callback }, revisions))[1]).toBe(
      'on_call 15.0833 8.0000 120.67',
    );
  });

  test('has the minimum whole to the cent, whatever its parts round to', () => {
    const odd = { revisions: [at('72.04')] };
    const lines = rateWeek(weekOf(intervals, { callback }, odd)).chargeLines;
    // 2 h × 108.06 = 216.12; 55 and 65 minutes of it alone round to 99.06 and 117.07.
    expect(lines.map(({ amount }) => amount)).toEqual(['99.06', '117.06']);
    expect(sum(lines.map(({ amount }) => amount))).toBe('216.12');
  });

  test('is billed at the rates agreed by name before any multiple', () => {
    const agreed = [at('72', { callbackBillRate: parseRate('120'), onCallBillRate: parseRate('9.5') })];
    expect(billed(weekOf(intervals, { onCall, callback }, { revisions: agreed }))).toEqual([
      'callback 0.9167 120.0000 110.00',
      'on_call 16.00 9.5000 152.00',
      'callback_minimum 1.0833 120.0000 130.00',
    ]);
  });

  test('is billed as the hours it is where nothing is agreed of callbacks, and nothing on call', () => {
    expect(billed(weekOf(intervals, {}, revisions))).toEqual(['regular 0.9167 72.0000 66.00']);
  });
});

describe('clinician B at Oakland, 110 an hour', () => {
  const meals = [worked('2026-02-03T12:30', '2026-02-03T13:00', {}, pacific)];
  const week = (bill: object) =>
    weekOf(
      [worked('2026-02-03T07:00', '2026-02-03T20:15', { meals }, pacific)],
      { overtime: { system: 'california' }, meals: { system: 'california' }, bill },
      { zone: pacific, revisions: [at('110')] },
    );

  test('is 1,705.00 by 8, 12 and more hours', () => {
    expect(billed(week({}))).toEqual([
      'regular 8.00 110.0000 880.00',
      'overtime 4.00 165.0000 660.00',
      'double_time 0.75 220.0000 165.00',
    ]);
    expect(rateWeek(week({})).gross).toBe('1705.00');
  });

  test('is 1,815.00 with the premium for a late meal passed through', () => {
    const rated = rateWeek(week({ passesThrough: ['meal_premium'] }));
    expect(rated.chargeLines.at(-1)).toMatchObject({
      hourType: 'meal_premium',
      minutes: 60,
      rate: '110.0000',
      amount: '110.00',
    });
    expect(rated.gross).toBe('1815.00');
  });

  test('has another double time rate where the policy or the agreement says so', () => {
    expect(billed(week({ doubleTimeMultiplier: '1.75' }))[2]).toBe('double_time 0.75 192.5000 144.38');
    const agreed = [at('110', { doubleTimeBillRate: parseRate('200') })];
    expect(billed({ ...week({}), revisions: agreed })[2]).toBe('double_time 0.75 200.0000 150.00');
  });
});

describe('an assignment extended at 96 instead of 98', () => {
  test('prices each hour by the terms of its day', () => {
    const revisions = [at('98', { until: '2026-02-04' }), at('96', { from: '2026-02-04' })];
    const night = worked('2026-02-03T19:00', '2026-02-04T07:00');
    const lines = rateWeek(weekOf([night], {}, { revisions })).chargeLines;
    expect(billed(weekOf([night], {}, { revisions }))).toEqual([
      'regular 5.00 98.0000 490.00',
      'regular 7.00 96.0000 672.00',
    ]);
    expect(lines.map(({ days }) => days.map(({ workDate }) => workDate))).toEqual([
      ['2026-02-03'],
      ['2026-02-04'],
    ]);
  });

  test('bills a shift with a price of its own at that price, its overtime at a multiple of it', () => {
    const rate = (billRate: string) => ({ billRate: parseRate(billRate) });
    const days = ['02', '03', '04', '05'].map((day) =>
      worked(`2026-02-${day}T07:00`, `2026-02-${day}T17:00`, rate('98')),
    );
    const extra = worked('2026-02-06T07:00', '2026-02-06T09:00', rate('130'));
    expect(billed(weekOf([...days, extra]))).toEqual([
      'regular 40.00 98.0000 3920.00',
      'overtime 2.00 195.0000 390.00',
    ]);
  });
});

describe('holidays', () => {
  const bill = { holidayMultiplier: '1.5' };
  const day = { holidays: ['2026-02-04'] };
  const night = worked('2026-02-03T19:00', '2026-02-04T07:00');

  test('are from midnight to midnight unless the policy says otherwise', () => {
    expect(billed(weekOf([night], { bill }, day))).toEqual([
      'regular 5.00 100.0000 500.00',
      'holiday 7.00 150.0000 1050.00',
    ]);
  });

  test.each([
    ['the eve on', { from: '19:00', fromEve: true, to: '07:00' }, ['holiday 12.00 150.0000 1800.00']],
    [
      'the eve to the evening of the day',
      { from: '23:00', fromEve: true, to: '23:00', endsOn: 'holiday' },
      ['regular 4.00 100.0000 400.00', 'holiday 8.00 150.0000 1200.00'],
    ],
    [
      'the morning to the morning after',
      { from: '06:00', to: '06:00' },
      ['regular 11.00 100.0000 1100.00', 'holiday 1.00 150.0000 150.00'],
    ],
  ])('may run from %s', (_what, holidays, lines) => {
    expect(billed(weekOf([night], { bill, holidays }, day))).toEqual(lines);
  });

  test('run on without a break, and count no minute twice', () => {
    const both = { holidays: ['2026-02-04', '2026-02-03'] };
    const holidays = { from: '19:00', fromEve: true, to: '23:00' };
    expect(billed(weekOf([night], { bill, holidays }, both))).toEqual(['holiday 12.00 150.0000 1800.00']);
  });

  test('go before callbacks, double time, overtime and orientation, which go in that order', () => {
    const long = { system: 'california' };
    const callback = { minimumMinutes: 0, multiplier: '1.5', billMultiplier: '1.25', from: 'punch' };
    const of = (kind: 'worked' | 'callback' | 'orientation', holidays: string[]) =>
      billed(
        weekOf(
          [worked('2026-02-04T07:00', '2026-02-04T20:00', { kind })],
          { overtime: long, callback, bill: { ...bill, orientationMultiplier: '1' } },
          { holidays },
        ),
      );
    expect(of('callback', ['2026-02-04'])).toEqual(['holiday 13.00 150.0000 1950.00']);
    expect(of('callback', [])).toEqual(['callback 13.00 125.0000 1625.00']);
    expect(of('orientation', [])).toEqual([
      'overtime 4.00 150.0000 600.00',
      'double_time 1.00 200.0000 200.00',
      'orientation 8.00 100.0000 800.00',
    ]);
  });

  test('are no category of their own where nothing is agreed of them', () => {
    expect(billed(weekOf([night], {}, day))).toEqual(['regular 12.00 100.0000 1200.00']);
    const agreed = { ...day, revisions: [at('100', { holidayBillRate: parseRate('177') })] };
    expect(billed(weekOf([night], {}, agreed))[1]).toBe('holiday 7.00 177.0000 1239.00');
  });
});

describe('what is agreed by name', () => {
  test('goes before a multiple: overtime and orientation', () => {
    const revisions = [
      at('100', { overtimeBillRate: parseRate('137.20'), orientationBillRate: parseRate('80') }),
    ];
    const days = ['02', '03', '04', '05'].map((day) =>
      worked(`2026-02-${day}T07:00`, `2026-02-${day}T17:00`),
    );
    const rest = worked('2026-02-06T07:00', '2026-02-06T09:00');
    const first = { ...days[0]!, kind: 'orientation' as const };
    expect(billed(weekOf([first, ...days.slice(1), rest], {}, { revisions }))).toEqual([
      'regular 30.00 100.0000 3000.00',
      'overtime 2.00 137.2000 274.40',
      'orientation 10.00 80.0000 800.00',
    ]);
  });

  test('of shift minimums and reporting time nothing is billed unless it is passed through', () => {
    const short = worked('2026-02-03T07:00', '2026-02-03T08:00');
    const given = { shiftMinimumMinutes: 240 };
    expect(billed(weekOf([short], given))).toEqual(['regular 1.00 100.0000 100.00']);
    expect(billed(weekOf([short], { ...given, bill: { passesThrough: ['shift_minimum'] } }))).toEqual([
      'regular 1.00 100.0000 100.00',
      'shift_minimum 3.00 100.0000 300.00',
    ]);
  });

  test('time on another timesheet makes no line, and counts toward the forty hours', () => {
    const days = ['02', '03', '04', '05'].map((day) =>
      worked(`2026-02-${day}T07:00`, `2026-02-${day}T17:00`, { isElsewhere: true }),
    );
    const own = worked('2026-02-06T07:00', '2026-02-06T09:00');
    expect(billed(weekOf([...days, own]))).toEqual(['overtime 2.00 150.0000 300.00']);
  });
});
