import { describe, expect, test } from 'vitest';
import { parseAmount, parseRate } from '../../../src/kernel/money.ts';
import { amountOf, hoursOf, paid, week, worked } from './paid-week.ts';

const days = ['05', '06', '07', '08', '09', '10', '11'];
const shifts = (count: number, from: string, to: string) =>
  days.slice(0, count).map((day) => worked(`2026-04-${day}T${from}`, `2026-04-${day}T${to}`));

describe('california', () => {
  test('the seventh workday of the workweek is overtime, and double time beyond eight hours', () => {
    expect(hoursOf(week({ system: 'california' }, shifts(7, '08:00', '12:00')))).toEqual([6 * 240, 240, 0]);
    const long = [...shifts(6, '08:00', '12:00'), worked('2026-04-11T07:00', '2026-04-11T17:00')];
    expect(hoursOf(week({ system: 'california' }, long))).toEqual([6 * 240, 480, 120]);
  });

  test('seven days in a row over two workweeks are no seventh day', () => {
    const row = ['07', '08', '09', '10', '11', '12', '13'].map((day) =>
      worked(`2026-04-${day}T08:00`, `2026-04-${day}T12:00`),
    );
    expect(hoursOf(week({ system: 'california' }, row))).toEqual([5 * 240, 0, 0]);
    expect(hoursOf(week({ system: 'california' }, row, { weekStartsOn: '2026-04-12' }))).toEqual([480, 0, 0]);
  });

  test('a day on another timesheet is a day of the seven', () => {
    const seven = shifts(7, '08:00', '12:00').map((interval, index) =>
      index === 2 ? { ...interval, isElsewhere: true, payRate: parseRate('60') } : interval,
    );
    expect(hoursOf(week({ system: 'california' }, seven))).toEqual([5 * 240, 240, 0]);
  });

  test('an alternative workweek is straight to twelve hours, but not on a day the employer cut short', () => {
    const ten = worked('2026-04-06T07:00', '2026-04-06T17:00');
    expect(hoursOf(week({ system: 'california_aws' }, [ten]))).toEqual([600, 0, 0]);
    expect(hoursOf(week({ system: 'california_aws' }, [{ ...ten, isCutShort: true }]))).toEqual([
      480, 120, 0,
    ]);
    const thirteen = worked('2026-04-06T07:00', '2026-04-06T20:00', { isCutShort: true });
    expect(hoursOf(week({ system: 'california_aws' }, [thirteen]))).toEqual([480, 240, 60]);
  });

  test('a flat sum is divided by the hours that are not overtime, elsewhere by all hours', () => {
    const intervals = [worked('2026-04-06T07:00', '2026-04-06T17:00')];
    const otherPay = [
      { code: 'bonus', amount: parseAmount('80'), day: '2026-04-06', treatment: 'flat_sum' as const },
    ];
    // 80 / 8 h = 10 an hour: half of 60 for 2 h, and 1.5 times 10 for each.
    const flat = week({ system: 'california' }, intervals, { otherPay });
    expect([amountOf(flat, 'overtime_premium'), flat.pay!.regularRate]).toEqual(['90.00', '70.0000']);
    // (600 + 80) / 10 h = 68: half of it for 2 h.
    const alaskan = week({ system: 'alaska' }, intervals, { otherPay });
    expect([amountOf(alaskan, 'overtime_premium'), alaskan.pay!.regularRate]).toEqual(['68.00', '68.0000']);
  });
});

describe('8-and-80', () => {
  const rule = { system: 'flsa_8_80', payPeriodStartsOn: '2026-03-29' };
  const before = ['29', '30', '31'].map((day) => worked(`2026-03-${day}T07:00`, `2026-03-${day}T17:00`));
  const first = [...before, worked('2026-04-01T07:00', '2026-04-01T17:00')];

  test('hours of the other week of the period fill the 80, and the daily excess is not counted again', () => {
    // 4 × 10 h, then 6 × 8 h: 8 h of daily excess, and 80 − 32 = 48 straight hours still fit.
    const second = shifts(6, '07:00', '15:00');
    expect(hoursOf(week(rule, [...first, ...second]))).toEqual([48 * 60, 0, 0]);
    // A seventh day of 8 h is over: 32 + 56 − 80.
    expect(hoursOf(week(rule, [...first, ...shifts(7, '07:00', '15:00')]))).toEqual([48 * 60, 480, 0]);
  });

  test('the regular rate is that of the 14 days, and lines are made of the workweek only', () => {
    const otherPay = [
      { code: 'bonus', amount: parseAmount('96'), day: '2026-03-30', treatment: 'include' as const },
    ];
    const rated = week(rule, [...first, ...shifts(1, '07:00', '15:00')], { otherPay });
    expect(rated.pay!.regularRate).toBe('62.0000');
    expect(paid(rated)).toEqual([['regular', 480, '480.00']]);
    const former = week(rule, [...first, ...shifts(1, '07:00', '15:00')], {
      otherPay,
      weekStartsOn: '2026-03-29',
    });
    expect(paid(former)).toEqual([
      ['regular', 1920, '1920.00'],
      ['overtime', 480, '480.00'],
      ['overtime_premium', 480, '248.00'],
      ['other bonus', 0, '96.00'],
    ]);
  });
});

describe('nevada', () => {
  const rule = { system: 'nevada', nevadaMinimumWage: '12' };
  const at = (payRate: string) => [
    worked('2026-04-06T09:00', '2026-04-06T17:00', { payRate: parseRate(payRate) }),
    worked('2026-04-07T07:00', '2026-04-07T15:00', { payRate: parseRate(payRate) }),
  ];

  test('a workday is the 24 hours from when work begins, and has overtime below 1.5 times the minimum wage', () => {
    expect(hoursOf(week(rule, at('17.99')))).toEqual([14 * 60, 120, 0]);
    expect(hoursOf(week(rule, at('18')))).toEqual([16 * 60, 0, 0]);
    expect(hoursOf(week({ ...rule, fourTenAgreement: true }, at('12')))).toEqual([16 * 60, 0, 0]);
  });

  test('a workday that began in the week before goes on into this one', () => {
    const night = worked('2026-04-04T20:00', '2026-04-05T06:00', { payRate: parseRate('12') });
    // From 20:00: 4 h before the workweek, 4 h straight in it, 2 h beyond eight.
    expect(hoursOf(week(rule, [night]))).toEqual([240, 120, 0]);
  });
});

describe('colorado', () => {
  test('the count that is greatest of three, a meal within consecutive hours not counted', () => {
    const long = worked('2026-04-06T16:00', '2026-04-07T08:30', {
      meal: ['2026-04-06T22:00', '2026-04-06T22:30'],
    });
    expect(hoursOf(week({ system: 'colorado' }, [long]))).toEqual([720, 240, 0]);
    const punchedOut = [
      worked('2026-04-06T16:00', '2026-04-06T22:00'),
      worked('2026-04-06T22:30', '2026-04-07T08:30'),
    ];
    expect(hoursOf(week({ system: 'colorado' }, punchedOut))).toEqual([720, 240, 0]);
    const apart = [
      worked('2026-04-06T16:00', '2026-04-06T22:00'),
      worked('2026-04-06T23:30', '2026-04-07T08:30'),
    ];
    expect(hoursOf(week({ system: 'colorado' }, apart))).toEqual([900, 0, 0]);
  });

  test('consecutive hours go on over the boundary of the workweek', () => {
    const night = worked('2026-04-04T18:00', '2026-04-05T10:00');
    expect(hoursOf(week({ system: 'colorado' }, [night]))).toEqual([360, 240, 0]);
  });
});

describe('several systems', () => {
  test('the one under which overtime adds most counts, of equal ones the first', () => {
    const long = shifts(3, '07:00', '19:00');
    const both = week({ system: 'flsa_40', alsoSystems: ['alaska'] }, long);
    expect([both.system, ...hoursOf(both)]).toEqual(['alaska', 24 * 60, 12 * 60, 0]);
    expect(week({ system: 'flsa_40', alsoSystems: ['colorado'] }, long).system).toBe('flsa_40');
    const bare = { revisions: [{ from: '2026-01-01', until: null, billRate: parseRate('100') }] };
    expect(week({ system: 'flsa_40', alsoSystems: ['alaska'] }, long, bare)).toMatchObject({
      system: 'alaska',
      pay: null,
    });
  });
});
