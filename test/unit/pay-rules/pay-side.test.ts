import { describe, expect, test } from 'vitest';
import { parseAmount, parseRate } from '../../../src/kernel/money.ts';
import { amountOf, at, paid, week, worked } from './paid-week.ts';

const federal = { system: 'flsa_40' };
const day = (start: string, end: string, rest = {}) =>
  worked(`2026-04-06T${start}`, `2026-04-06T${end}`, rest);

describe('what counts as worked', () => {
  test('a short break is paid, a longer one is not, one said to be paid is', () => {
    const rules = { meals: { paidUpToMinutes: 20 } };
    const withBreak = (to: string, isPaid = false) =>
      week(
        federal,
        [{ ...day('07:00', '15:00'), meals: [{ ...at('2026-04-06T11:00', `2026-04-06T${to}`), isPaid }] }],
        {
          rules,
        },
      );
    expect(withBreak('11:20').workedMinutes).toBe(480);
    expect(withBreak('11:21').workedMinutes).toBe(459);
    expect(withBreak('11:30', true).workedMinutes).toBe(480);
  });

  test('a meal is deducted in the middle of a long shift, unless it was stated, missed or waived', () => {
    const rules = { meals: { autoDeductMinutes: 30, autoDeductAfterMinutes: 360 } };
    const minutes = (interval: Parameters<typeof week>[1][number]) =>
      week(federal, [interval], { rules }).workedMinutes;
    expect(minutes(day('07:00', '13:00'))).toBe(360);
    expect(minutes(day('07:00', '15:30'))).toBe(480);
    expect(minutes(day('07:00', '15:30', { meal: ['2026-04-06T11:30', '2026-04-06T12:15'] }))).toBe(465);
    expect(minutes(day('07:00', '15:30', { mealAttestation: 'missed' }))).toBe(510);
    expect(minutes(day('07:00', '15:30', { mealAttestation: 'waived' }))).toBe(510);
    const [counted] = week(federal, [day('07:00', '15:30')], { rules }).counted;
    expect(counted).toMatchObject({ mealMinutes: 30, rules: [{ rule: 'deducted_meal' }] });
  });

  test('meals are rounded only where the policy says so', () => {
    const off = day('06:53', '15:38', { meal: ['2026-04-06T11:38', '2026-04-06T12:02'] });
    const minutes = (roundsMeals: boolean) =>
      week(federal, [off], { rules: { rounding: { minutes: 15, roundsMeals } } }).workedMinutes;
    expect([minutes(false), minutes(true)]).toEqual([525 - 24, 525 - 15]);
  });

  test('minutes after midnight stand on the day of the start where the policy says so, overtime all the same', () => {
    const night = worked('2026-04-06T19:00', '2026-04-07T07:00');
    const days = (attribution: string) =>
      week(federal, [night], { rules: { attribution } }).pay!.lines[0]!.days.map(({ workDate, minutes }) => [
        workDate,
        minutes,
      ]);
    expect(days('split_at_midnight')).toEqual([
      ['2026-04-06', 300],
      ['2026-04-07', 420],
    ]);
    expect(days('day_of_start')).toEqual([['2026-04-06', 720]]);
    const carried = week(federal, [worked('2026-04-04T19:00', '2026-04-05T07:00')], {
      rules: { attribution: 'day_of_start' },
    });
    expect(carried.pay!.lines[0]!.days).toMatchObject([{ workDate: '2026-04-05', minutes: 420 }]);
  });
});

describe('on call and called back', () => {
  const onCall = worked('2026-04-06T16:00', '2026-04-07T08:00', { kind: 'on_call' });
  const callback = worked('2026-04-06T22:10', '2026-04-06T23:05', {
    kind: 'callback',
    calledAt: '2026-04-07T04:40:00Z',
  });
  const rules = (continuesDuringCallback: boolean, from = 'punch') => ({
    onCall: { payRate: '4', billRate: '8', continuesDuringCallback },
    callback: { minimumMinutes: 120, multiplier: '1.5', billMultiplier: '1.5', from },
  });

  test('pay on call goes on or stops, and is no time worked', () => {
    const rated = week(federal, [onCall, callback], { rules: rules(true) });
    expect(paid(rated)).toEqual([
      ['regular', 55, '55.00'],
      ['premium callback', 55, '27.50'],
      ['on_call', 960, '64.00'],
      ['callback_minimum', 65, '97.50'],
    ]);
    // (55 + 64) / 55 minutes: on-call pay is in the regular rate, the premium is creditable, the idle part is out.
    expect([rated.workedMinutes, rated.pay!.regularRate]).toEqual([55, '129.8182']);
    expect(amountOf(week(federal, [onCall, callback], { rules: rules(false) }), 'on_call')).toBe('60.33');
  });

  test('a callback is paid from the call where the policy says so', () => {
    const long = worked('2026-04-06T22:10', '2026-04-07T00:10', {
      kind: 'callback',
      calledAt: '2026-04-07T04:40:00Z',
    });
    expect(amountOf(week(federal, [long], { rules: rules(true) }), 'callback_minimum')).toBe('0.00');
    expect(amountOf(week(federal, [long], { rules: rules(true, 'call') }), 'callback_minimum')).toBe('45.00');
  });

  test('below 1.5 the callback premium is part of the regular rate and no credit', () => {
    const callbackRule = { minimumMinutes: 0, multiplier: '1.25', billMultiplier: '1', from: 'punch' };
    const rated = week(federal, [callback], { rules: { callback: callbackRule } });
    expect(rated.pay!.regularRate).toBe('75.0000');
  });
});

describe('owed though idle', () => {
  test('a shift minimum, guaranteed hours, other pay: none of it in the regular rate but what is included', () => {
    const rated = week(federal, [day('07:00', '09:00')], {
      rules: { shiftMinimumMinutes: 240 },
      guaranteedMinutes: 90,
      otherPay: [
        { code: 'stipend', amount: parseAmount('300'), day: '2026-04-06', treatment: 'exclude' },
        { code: 'bonus', amount: parseAmount('10'), day: '2026-04-11', treatment: 'include' },
        { code: 'bonus', amount: parseAmount('10'), day: '2026-04-12', treatment: 'include' },
      ],
    });
    expect(paid(rated)).toEqual([
      ['regular', 120, '120.00'],
      ['shift_minimum', 120, '120.00'],
      ['guaranteed_hours', 90, '90.00'],
      ['other stipend', 0, '300.00'],
      ['other bonus', 0, '10.00'],
    ]);
    expect([rated.pay!.total, rated.pay!.regularRate]).toEqual(['640.00', '65.0000']);
  });

  test('what a week pays over one minute is no rate to show, and paid all the same', () => {
    const otherPay = [
      { code: 'bonus', amount: parseAmount('5000'), day: '2026-04-06', treatment: 'include' as const },
    ];
    const rated = week(federal, [day('07:00', '07:01')], { otherPay });
    expect([rated.pay!.total, rated.pay!.regularRate]).toEqual(['5001.00', null]);
  });

  test.each([
    ['12 h scheduled, 2 worked: half, four at the most', '07:00', '19:00', '09:00', '120.00'],
    ['8 h scheduled, 3 worked: half', '07:00', '15:00', '10:00', '60.00'],
    ['8 h scheduled, 4 worked: no less than half', '07:00', '15:00', '11:00', '0.00'],
    ['3 h scheduled, 1 worked: two at the least', '07:00', '10:00', '08:00', '60.00'],
  ])('reporting time: %s', (_what, from, to, until, amount) => {
    const scheduled = at(`2026-04-06T${from}`, `2026-04-06T${to}`);
    const rated = week({ system: 'california' }, [day(from, until, { scheduled })], {
      rules: { reportingTime: 'california' },
    });
    expect(amountOf(rated, 'reporting_time')).toBe(amount);
  });

  test('a shift that the worker chose to leave owes nothing for the rest', () => {
    const scheduled = at('2026-04-06T07:00', '2026-04-06T19:00');
    const left = [day('07:00', '09:00', { scheduled, isLeftEarly: true })];
    const rated = week({ system: 'california' }, left, { rules: { reportingTime: 'california' } });
    expect(amountOf(rated, 'reporting_time')).toBe('0.00');
  });

  test('a shift that was left for hours and gone on with is one report: half of it was furnished', () => {
    const scheduled = at('2026-04-06T07:00', '2026-04-06T19:00');
    const parts = [day('07:00', '09:00', { scheduled }), day('12:00', '19:00', { scheduled })];
    const rated = week({ system: 'california' }, parts, { rules: { reportingTime: 'california' } });
    expect(amountOf(rated, 'reporting_time')).toBe('0.00');
  });

  test('two callbacks of one hour have a minimum each', () => {
    const callback = { minimumMinutes: 120, multiplier: '1.5', billMultiplier: '1', from: 'punch' };
    const called = [day('20:00', '20:30', { kind: 'callback' }), day('20:45', '21:00', { kind: 'callback' })];
    expect(paid(week(federal, called, { rules: { callback } })).at(-1)).toEqual([
      'callback_minimum',
      90 + 105,
      '292.50',
    ]);
  });

  test('a rest that was missed is paid at the rate of the shift it was owed in', () => {
    const shift = day('07:00', '12:00', { missedRests: 1, payRate: parseRate('90') });
    const rated = week({ system: 'colorado' }, [shift], { rules: { meals: { system: 'colorado' } } });
    expect(amountOf(rated, 'rest_premium')).toBe('15.00');
  });

  test('reporting time goes toward a shift minimum: no idle minute is paid twice', () => {
    const scheduled = at('2026-04-06T07:00', '2026-04-06T13:00');
    const rules = { reportingTime: 'california', shiftMinimumMinutes: 240 };
    const rated = week({ system: 'california' }, [day('07:00', '08:00', { scheduled })], { rules });
    expect(paid(rated)).toEqual([
      ['regular', 60, '60.00'],
      ['shift_minimum', 60, '60.00'],
      ['reporting_time', 120, '120.00'],
    ]);
  });

  test('a second report of a workday is two hours, one in vain is half of what was scheduled', () => {
    const rules = { reportingTime: 'california' };
    const second = [
      day('07:00', '11:00', { scheduled: at('2026-04-06T07:00', '2026-04-06T11:00') }),
      day('15:00', '16:00', { scheduled: at('2026-04-06T15:00', '2026-04-06T17:00') }),
    ];
    expect(amountOf(week({ system: 'california' }, second, { rules }), 'reporting_time')).toBe('60.00');
    const reportedFor = [at('2026-04-07T07:00', '2026-04-07T13:00')];
    expect(amountOf(week({ system: 'california' }, [], { rules, reportedFor }), 'reporting_time')).toBe(
      '180.00',
    );
  });
});

describe('the account of pay', () => {
  const long = ['06', '07', '08', '09'].map((date) =>
    worked(`2026-04-${date}T07:00`, `2026-04-${date}T19:00`),
  );

  test('a line says how much of it each of several rules made', () => {
    const nine = ['05', '06', '07', '08', '09', '10'].map((date) =>
      worked(`2026-04-${date}T07:00`, `2026-04-${date}T16:00`),
    );
    const rated = week({ system: 'alaska' }, nine);
    const line = rated.pay!.lines.find(({ earning }) => earning === 'overtime')!;
    const rule = 'eight_hour_workday, weekly_overtime';
    expect(line).toMatchObject({ rule, citation: 'AS 23.10.060(a)-(b)' });
    expect(rated.chargeLines[1]).toMatchObject({ rule, minutes: 840, inputs: { limitMinutes: null } });
    expect(line.steps.slice(0, 2)).toEqual([
      '6.00 h by eight hour workday (AS 23.10.060(a)-(b))',
      '8.00 h by weekly overtime (AS 23.10.060(a)-(b))',
    ]);
  });

  test('a daily premium counts the minutes of its workday that lie in the week before', () => {
    const night = worked('2026-04-04T19:00', '2026-04-05T07:00');
    const rules = {
      overtime: { system: 'none', workdayStart: '07:00' },
      premiums: [{ code: 'daily', multiplier: '1.5', treatment: 'credit', dailyAfterMinutes: 480 }],
    };
    // Of the workday that began on Saturday at 07:00 the ninth hour begins on Sunday at 03:00.
    expect(paid(week({ system: 'none' }, [night], { rules }))).toEqual([
      ['regular', 420, '420.00'],
      ['premium daily', 240, '120.00'],
    ]);
  });

  test('each line says by which rule and steps it came about', () => {
    const rated = week(federal, long, {
      rules: { premiums: [{ code: 'holiday', multiplier: '1.5', treatment: 'credit', onHolidays: true }] },
      holidays: ['2026-04-06'],
    });
    const premium = rated.pay!.lines.find(({ earning }) => earning === 'overtime_premium')!;
    expect(premium).toMatchObject({ amount: '0.00', minutes: 480, rule: 'overtime_premium' });
    expect(premium.citation).toContain('29 CFR 778');
    expect(premium.steps).toEqual([
      'regular rate 60.0000 = 2880.00 / 48.00 h worked',
      'half of it for 8.00 h of overtime = 240.00',
      'less 240.00 that premiums had paid of it, 29 USC 207(h)',
    ]);
    expect(rated.pay!.overtimeCredit).toBe('240.00');
    expect(rated.pay!.lines.every(({ rule, citation, steps }) => rule && citation && steps.length > 0)).toBe(
      true,
    );
  });

  test('where a pay rate is missing nothing is said of pay', () => {
    const bare = [{ from: '2026-01-01', until: null, billRate: parseRate('100') }];
    expect(week(federal, long, { revisions: bare }).pay).toBeNull();
    expect(
      week(
        federal,
        long.map((one) => ({ ...one, payRate: parseRate('50') })),
        { revisions: bare },
      ).pay!.total,
    ).toBe('2600.00');
  });

  test('time elsewhere fills the week and is in the weighted average, without lines here', () => {
    const [first, ...rest] = long;
    const elsewhere = { ...first!, isElsewhere: true, payRate: parseRate('36') };
    const rated = week(federal, [elsewhere, ...rest]);
    // (12 × 36 + 36 × 60) / 48 = 54: half of it for the last 8 hours.
    expect(paid(rated)).toEqual([
      ['regular', 28 * 60, '1680.00'],
      ['overtime', 480, '480.00'],
      ['overtime_premium', 480, '216.00'],
    ]);
    expect([rated.workedMinutes, rated.gross]).toEqual([36 * 60, '4000.00']);
  });
});
