import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { chargeFor, parseRate, sum, zeroAmount } from '../../../src/kernel/money.ts';
import { instantAt } from '../../../src/kernel/zone.ts';
import { dayLines, rateWeek } from '../../../src/domain/time/pay-rules/rate.ts';
import { workedTypes } from '../../../src/domain/time/pay-rules/rated-week.ts';
import type { StatedInterval } from '../../../src/domain/time/pay-rules/week-input.ts';
import { at, weekOf } from './bill.ts';

const sunday = Date.UTC(2026, 1, 1, 5) / 60_000;
const kinds = ['worked', 'callback', 'orientation', 'on_call'] as const;

/** Up to ten intervals of the week that never overlap. */
const weekly = fc
  .array(
    fc.record({
      gap: fc.integer({ min: 0, max: 900 }),
      length: fc.integer({ min: 1, max: 900 }),
      kind: fc.constantFrom(...kinds),
      roles: fc.constantFrom([], ['charge']),
      rate: fc.constantFrom(null, '130.1111'),
    }),
    { maxLength: 10 },
  )
  .map((parts) => {
    let minute = sunday;
    return parts.map(({ gap, length, kind, roles, rate }): StatedInterval => {
      const start = minute + gap;
      minute = start + length;
      const billRate = rate === null ? null : parseRate(rate);
      return { start: instantAt(start), end: instantAt(minute), meals: [], kind, roles, billRate };
    });
  });

const rules = fc.record({
  overtime: fc.constantFrom(
    { system: 'flsa_40' },
    { system: 'california' },
    { system: 'alaska' },
    { system: 'colorado' },
  ),
  attribution: fc.constantFrom('split_at_midnight', 'day_of_start'),
  holidays: fc.constantFrom(null, { from: '19:00', fromEve: true, to: '07:00' }),
  bill: fc.constantFrom(null, { holidayMultiplier: '1.3333', orientationMultiplier: '1' }),
  callback: fc.constantFrom(null, {
    minimumMinutes: 120,
    multiplier: '1.5',
    billMultiplier: '1.5',
    from: 'punch',
  }),
  onCall: fc.constantFrom(null, { billRate: '8.3333', continuesDuringCallback: true }),
  differentials: fc.subarray([
    { code: 'night', rate: '3.33', window: { from: '19:00', to: '07:00' } },
    { code: 'late', percent: '7.77', group: 'g', window: { from: '15:00', to: '23:00' } },
    { code: 'deep', rate: '8', group: 'g', apply: 'majority', window: { from: '22:00', to: '06:00' } },
    { code: 'charge', rate: '2', roles: ['charge'] },
    { code: 'feast', rate: '5', onHolidays: true },
  ]),
});

const rated = fc
  .tuple(weekly, rules)
  .map(([intervals, given]) =>
    weekOf(intervals, given, { holidays: ['2026-02-03', '2026-02-04'], revisions: [at('98.7654')] }),
  );

test('every worked minute is billed once, in one category', () => {
  fc.assert(
    fc.property(rated, (input) => {
      const { chargeLines, workedMinutes } = rateWeek(input);
      const minutes = chargeLines
        .filter(({ hourType }) => workedTypes.includes(hourType))
        .reduce((total, line) => total + line.minutes, 0);
      expect(minutes).toBe(workedMinutes);
    }),
  );
});

test('lines and their days sum to the gross to the cent, and to the minute', () => {
  fc.assert(
    fc.property(rated, (input) => {
      const { chargeLines, gross } = rateWeek(input);
      expect(sum(dayLines(chargeLines).map(({ amount }) => amount))).toBe(gross);
      for (const { days, minutes, amount } of chargeLines) {
        expect(sum(days.map((day) => day.amount))).toBe(amount);
        expect(days.reduce((total, day) => total + day.minutes, 0)).toBe(minutes);
      }
    }),
  );
});

test('a line is its minutes at its rate, but a callback’s minimum, which makes the whole come out', () => {
  fc.assert(
    fc.property(rated, (input) => {
      const { chargeLines } = rateWeek(input);
      for (const { hourType, minutes, rate, amount } of chargeLines) {
        if (hourType !== 'callback_minimum') {
          expect(amount).toBe(chargeFor(minutes, rate));
          continue;
        }
        const worked = chargeLines.find((line) => line.hourType === 'callback' && line.rate === rate);
        const whole = chargeFor(minutes + (worked?.minutes ?? 0), rate);
        expect(sum([amount, worked?.amount ?? zeroAmount])).toBe(whole);
      }
    }),
  );
});

test('differentials never earn more minutes than were worked, and a group none twice', () => {
  fc.assert(
    fc.property(rated, (input) => {
      const { chargeLines, workedMinutes } = rateWeek(input);
      const of = (...codes: string[]) =>
        chargeLines
          .filter(({ differentialCode }) => codes.includes(differentialCode ?? ''))
          .reduce((total, { minutes }) => total + minutes, 0);
      for (const code of ['night', 'charge', 'feast']) expect(of(code)).toBeLessThanOrEqual(workedMinutes);
      expect(of('late', 'deep')).toBeLessThanOrEqual(workedMinutes);
    }),
  );
});
