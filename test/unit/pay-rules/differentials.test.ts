import { describe, expect, test } from 'vitest';
import { parseRate } from '../../../src/kernel/money.ts';
import { rateExactly, rateWeek } from '../../../src/domain/time/pay-rules/rate.ts';
import type { StatedInterval, WeekInput } from '../../../src/domain/time/pay-rules/week-input.ts';
import { at, billed, weekOf, worked } from './bill.ts';

const night = { code: 'night', rate: '3.00', window: { from: '23:00', to: '07:00' } };
const evening = { code: 'evening', rate: '2.00', window: { from: '15:00', to: '23:00' } };
const weekend = {
  code: 'weekend',
  rate: '2.50',
  window: { fromDay: 'friday', from: '23:00', toDay: 'sunday', to: '23:00' },
};

/** The differentials that intervals are billed; regular hours are left out. */
const earned = (
  differentials: object[],
  intervals: readonly StatedInterval[],
  more: Partial<WeekInput> = {},
  given: object = {},
) =>
  billed(weekOf(intervals, { differentials, ...given }, more)).filter(
    (line) => !/^(regular|overtime)/.test(line),
  );

const tuesday = worked('2026-02-03T19:00', '2026-02-04T07:00');

describe('differentials by the clock', () => {
  test('stack, each on its own minutes, and are never multiplied', () => {
    const saturday = worked('2026-02-07T12:00', '2026-02-08T00:00');
    const days = ['02', '03', '04', '05'].map((day) =>
      worked(`2026-02-${day}T07:00`, `2026-02-${day}T17:00`),
    );
    expect(earned([evening, night, weekend], [...days, saturday])).toEqual([
      'evening 16.00 2.0000 32.00',
      'night 1.00 3.0000 3.00',
      'weekend 12.00 2.5000 30.00',
    ]);
  });

  test('may be a share of the bill rate, also of a shift’s own', () => {
    const tenth = { code: 'tenth', percent: '10', window: { from: '19:00', to: '07:00' } };
    expect(earned([tenth], [tuesday])).toEqual(['tenth 12.00 10.0000 120.00']);
    expect(earned([tenth], [{ ...tuesday, billRate: parseRate('98.33') }])).toEqual([
      'tenth 12.00 9.8330 118.00',
    ]);
    const [line] = rateWeek(weekOf([tuesday], { differentials: [tenth] })).chargeLines.slice(-1);
    expect(line).toMatchObject({ inputs: { baseRate: '100.0000', multiplier: '0.1' } });
    const fine = { ...tenth, percent: '112.5' };
    const [more] = rateWeek(weekOf([tuesday], { differentials: [fine] })).chargeLines.slice(-1);
    expect(more).toMatchObject({ rate: '112.5000', inputs: { multiplier: '1.125' } });
  });

  test('are nothing to the client where only the worker is paid for them', () => {
    const paid = { code: 'paid', payRate: '4.00', window: { from: '19:00', to: '07:00' } };
    expect(earned([paid], [tuesday])).toEqual([]);
    const [span] = rateExactly(weekOf([tuesday], { differentials: [paid] })).split.differentials;
    expect(span!.sides).toEqual({ bill: false, pay: true });
  });

  test('follow the wall clock through both changes of it', () => {
    const window = [{ code: 'early', rate: '3.00', window: { from: '00:00', to: '04:00' } }];
    const spring = worked('2026-03-07T23:00', '2026-03-08T07:00');
    expect(earned(window, [spring], { weekStartsOn: '2026-03-08' })).toEqual(['early 3.00 3.0000 9.00']);
    const fall = worked('2026-10-31T23:00', '2026-11-01T07:00');
    expect(earned(window, [fall], { weekStartsOn: '2026-11-01' })).toEqual(['early 5.00 3.0000 15.00']);
  });
});

describe('differentials by role and holiday', () => {
  test('are for the time in one of the roles', () => {
    const charge = { code: 'charge', rate: '2.25', roles: ['charge', 'house_supervisor'] };
    const intervals = [
      worked('2026-02-03T07:00', '2026-02-03T11:00', { roles: ['charge'] }),
      worked('2026-02-03T11:00', '2026-02-03T19:00', { roles: ['preceptor'] }),
    ];
    expect(earned([charge], intervals)).toEqual(['charge 4.00 2.2500 9.00']);
  });

  test('are for the hours of a holiday, within their window if they have one', () => {
    const holidays = ['2026-02-04'];
    expect(earned([{ code: 'feast', rate: '5', onHolidays: true }], [tuesday], { holidays })).toEqual([
      'feast 7.00 5.0000 35.00',
    ]);
    const narrow = { code: 'feast', rate: '5', onHolidays: true, window: { from: '03:00', to: '05:00' } };
    expect(earned([narrow], [tuesday], { holidays })).toEqual(['feast 2.00 5.0000 10.00']);
    expect(earned([narrow], [tuesday])).toEqual([]);
  });
});

describe('a differential of the majority of a shift', () => {
  const most = { ...night, apply: 'majority' };

  test('is earned by all of the shift, or by none of it', () => {
    expect(earned([most], [tuesday])).toEqual(['night 12.00 3.0000 36.00']);
    expect(earned([most], [worked('2026-02-03T15:00', '2026-02-04T02:00')])).toEqual([]);
  });

  test('is not earned by exactly half', () => {
    const half = worked('2026-02-03T19:00', '2026-02-04T03:00');
    expect(earned([most], [half])).toEqual([]);
    const minute = worked('2026-02-03T19:00', '2026-02-04T03:02');
    expect(earned([most], [minute])).toEqual(['night 8.0333 3.0000 24.10']);
  });

  test('is judged by the worked minutes: a meal in the window may lose it', () => {
    const meals = [worked('2026-02-04T01:00', '2026-02-04T02:00')];
    expect(earned([most], [worked('2026-02-03T19:00', '2026-02-04T04:00', { meals })])).toEqual([]);
  });

  test('is judged by the whole shift, also where it is told in parts or reaches into the next week', () => {
    const parts = [
      worked('2026-02-03T19:00', '2026-02-03T23:00'),
      worked('2026-02-03T23:00', '2026-02-04T07:00'),
    ];
    expect(earned([most], parts)).toEqual(['night 12.00 3.0000 36.00']);
    const saturday = worked('2026-02-07T19:00', '2026-02-08T07:00');
    expect(earned([most], [saturday])).toEqual(['night 5.00 3.0000 15.00']);
    expect(earned([most], [saturday], { weekStartsOn: '2026-02-08' })).toEqual(['night 7.00 3.0000 21.00']);
  });
});

describe('differentials of one group', () => {
  const group = 'shift';
  const late = { code: 'late', rate: '4.00', group, window: { from: '19:00', to: '01:00' } };
  const deep = { code: 'deep', rate: '6.00', group, window: { from: '23:00', to: '05:00' } };

  test('give way to the highest of them, minute by minute', () => {
    expect(earned([late, deep], [tuesday])).toEqual(['late 4.00 4.0000 16.00', 'deep 6.00 6.0000 36.00']);
    expect(earned([deep, late], [tuesday])).toEqual(['deep 6.00 6.0000 36.00', 'late 4.00 4.0000 16.00']);
  });

  test('stack with those outside of it', () => {
    expect(earned([late, { ...night, rate: '1' }, deep], [tuesday])).toEqual([
      'late 4.00 4.0000 16.00',
      'night 8.00 1.0000 8.00',
      'deep 6.00 6.0000 36.00',
    ]);
  });

  test('are compared by what they come to, a share by the bill rate of the time', () => {
    const share = { code: 'share', percent: '5', group, window: { from: '19:00', to: '07:00' } };
    expect(earned([late, share], [tuesday])).toEqual(['share 12.00 5.0000 60.00']);
    expect(earned([late, share], [tuesday], { revisions: [at('60')] })).toEqual([
      'late 6.00 4.0000 24.00',
      'share 6.00 3.0000 18.00',
    ]);
  });

  test('of equal ones the first is earned', () => {
    expect(earned([late, { ...deep, rate: '4.00' }], [tuesday])).toEqual([
      'late 6.00 4.0000 24.00',
      'deep 4.00 4.0000 16.00',
    ]);
  });

  test('may have one highest to the client and another to the worker', () => {
    const dear = { ...late, payRate: '1.00' };
    const paid = { ...deep, rate: '2.00', payRate: '5.00' };
    expect(earned([dear, paid], [tuesday])).toEqual(['late 6.00 4.0000 24.00', 'deep 4.00 2.0000 8.00']);
    const both = rateExactly(weekOf([tuesday], { differentials: [dear, paid] })).split.differentials;
    const paying = both.filter(({ sides }) => sides.pay);
    expect(paying.map(({ differential, start, end }) => [differential.code, end - start])).toEqual([
      ['late', 240],
      ['deep', 60],
      ['deep', 60],
      ['deep', 240],
    ]);
  });
});
