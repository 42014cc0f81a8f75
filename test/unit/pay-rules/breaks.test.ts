import { describe, expect, test } from 'vitest';
import { parseRate } from '../../../src/kernel/money.ts';
import { hoursOf, paid, week, worked } from './paid-week.ts';

const day = (start: string, end: string, rest = {}) =>
  worked(`2026-04-06T${start}`, `2026-04-06T${end}`, rest);
const lunch = ['2026-04-06T11:30', '2026-04-06T12:00'] as const;

describe('meals and rests in California', () => {
  const rules = { meals: { system: 'california' } };
  const findings = (...intervals: Parameters<typeof week>[1]) =>
    week({ system: 'california' }, intervals, { rules }).findings.map(
      ({ kind, fault }) => `${kind} ${fault}`,
    );

  test.each([
    ['five hours owe none', day('07:00', '12:00'), []],
    ['beyond five hours one', day('07:00', '12:01'), ['meal missed']],
    ['one waived up to six', day('07:00', '13:00', { mealAttestation: 'waived' }), []],
    ['not beyond six', day('07:00', '13:01', { mealAttestation: 'waived' }), ['meal missed']],
    [
      'by the end of the fifth hour',
      day('07:00', '15:30', { meal: ['2026-04-06T12:00', '2026-04-06T12:30'] }),
      [],
    ],
    ['not after', day('07:00', '15:30', { meal: ['2026-04-06T12:01', '2026-04-06T12:31'] }), ['meal late']],
    [
      'of thirty minutes',
      day('07:00', '15:30', { meal: ['2026-04-06T11:00', '2026-04-06T11:29'] }),
      ['meal short'],
    ],
    ['a second beyond ten', day('07:00', '18:00', { meal: lunch }), ['meal missed']],
    ['of which one may be waived', day('07:00', '20:00', { meal: lunch, mealAttestation: 'waived' }), []],
    ['attested as taken', day('07:00', '15:30', { mealAttestation: 'taken' }), []],
    [
      'attested as missed',
      day('07:00', '15:30', { meal: lunch, mealAttestation: 'missed' }),
      ['meal missed'],
    ],
    ['rests missed, as many as were owed', day('07:00', '11:00', { missedRests: 3 }), ['rest missed']],
    ['none owed below 3.5 hours', day('07:00', '10:29', { missedRests: 1 }), []],
  ])('%s', (_what, interval, expected) => expect(findings(interval)).toEqual(expected));

  test('a meal punched as out and in is one', () =>
    expect(findings(day('07:00', '12:00'), day('12:30', '15:30'))).toEqual([]));

  test('a workday costs an hour for meals and one for rests at the regular rate, however many', () => {
    const long = day('07:00', '21:00', { missedRests: 3, roles: ['charge'] });
    const rated = week({ system: 'california' }, [long], {
      rules: { ...rules, differentials: [{ code: 'charge', payRate: '6', roles: ['charge'] }] },
    });
    expect(rated.findings).toHaveLength(5);
    expect(paid(rated).slice(-2)).toEqual([
      ['meal_premium', 60, '66.00'],
      ['rest_premium', 60, '66.00'],
    ]);
    expect(rated.pay!.regularRate).toBe('66.0000');
  });

  test('Lakeshore 10: 13.25 hours less a late meal, on both sides', () => {
    const rated = week(
      { system: 'california' },
      [day('07:00', '20:15', { meal: ['2026-04-06T12:30', '2026-04-06T13:00'] })],
      {
        rules: { ...rules, bill: { passesThrough: ['meal_premium'] } },
        revisions: [
          { from: '2026-01-01', until: null, billRate: parseRate('110'), payRate: parseRate('110') },
        ],
      },
    );
    expect(hoursOf(rated)).toEqual([480, 240, 45]);
    expect([rated.gross, rated.pay!.total]).toEqual(['1815.00', '1815.00']);
  });

  test('in Colorado a missed rest is ten minutes more, a missed meal is paid as work and found', () => {
    const rated = week(
      { system: 'colorado' },
      [day('07:00', '15:00', { missedRests: 2, mealAttestation: 'missed' })],
      {
        rules: { meals: { system: 'colorado' } },
      },
    );
    expect(paid(rated)).toEqual([
      ['regular', 480, '480.00'],
      ['rest_premium', 20, '20.00'],
    ]);
    expect(rated.findings.map(({ kind }) => kind)).toEqual(['meal', 'rest', 'rest']);
  });
});
