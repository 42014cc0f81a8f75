import fc from 'fast-check';
import { expect, test } from 'vitest';
import { epochMinute } from '../../src/kernel/zone.ts';
import { onShifts, type ShiftPrice } from '../../src/domain/time/rating/shift-prices.ts';
import type { StatedInterval } from '../../src/domain/time/pay-rules/week-input.ts';

const at = (hour: number) => Temporal.Instant.fromEpochMilliseconds(hour * 3_600_000).toString();
const shift = (from: number, to: number, billRate: string, payRate: string | null = '50'): ShiftPrice => ({
  start: at(from),
  end: at(to),
  billRate,
  payRate,
});
const interval = (from: number, to: number, more: Partial<StatedInterval> = {}): StatedInterval => ({
  start: at(from),
  end: at(to),
  meals: [],
  ...more,
});
const minutes = ({ start, end }: { start: string; end: string }) => epochMinute(end) - epochMinute(start);

test('an interval has the price of the shift it was worked on, and what was scheduled', () => {
  expect(onShifts(interval(8, 12), [shift(7, 11, '80'), shift(11, 15, '80')], true)).toEqual([
    interval(8, 12, {
      scheduled: { start: at(7), end: at(11) },
      billRate: '80.0000' as never,
      payRate: '50.0000' as never,
    }),
  ]);
  expect(onShifts(interval(8, 12), [shift(7, 11, '80')], false)).toEqual([
    interval(8, 12, { scheduled: { start: at(7), end: at(11) } }),
  ]);
  expect(onShifts(interval(8, 12), [shift(13, 15, '80')], true)).toEqual([interval(8, 12)]);
  const waiting = interval(8, 12, { kind: 'on_call' });
  expect(onShifts(waiting, [shift(7, 11, '80')], true)).toEqual([waiting]);
});

test('hours over shifts of different prices are cut where each begins, with the meal that lies across', () => {
  const meal = { start: at(10.75), end: at(11.25) };
  const parts = onShifts(
    interval(7, 15, { meals: [meal], missedRests: 1 }),
    [shift(7, 11, '80'), shift(11, 15, '95', null)],
    true,
  );
  expect(parts).toMatchObject([
    { start: at(7), end: at(11), billRate: '80.0000', missedRests: 1, meals: [{ end: at(11) }] },
    { start: at(11), end: at(15), billRate: '95.0000', payRate: null, meals: [{ start: at(11) }] },
  ]);
  expect(parts[1]!.missedRests).toBeUndefined();
});

test('no minute of work or meal is lost or counted twice, whatever the shifts', () => {
  const hours = fc.integer({ min: 1, max: 6 });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), hours, fc.constantFrom('70', '80', '95')), {
        maxLength: 4,
      }),
      fc.integer({ min: 0, max: 8 }),
      fc.integer({ min: 1, max: 16 }),
      fc.boolean(),
      (gaps, from, length, isPriced) => {
        let clock = 0;
        const shifts = gaps.map(([gap, hour, rate]) => {
          const start = clock + gap;
          clock = start + hour;
          return shift(start, clock, rate);
        });
        const stated = interval(from, from + length, {
          meals: [{ start: at(from + length / 4), end: at(from + length / 2) }],
        });
        const parts = onShifts(stated, shifts, isPriced);
        const total = (spans: readonly { start: string; end: string }[]) =>
          spans.reduce((sum, span) => sum + minutes(span), 0);
        expect(total(parts)).toBe(minutes(stated));
        expect(total(parts.flatMap(({ meals }) => meals))).toBe(total(stated.meals));
        for (const [place, part] of parts.entries()) {
          expect(minutes(part)).toBeGreaterThan(0);
          if (place > 0) expect(part.start).toBe(parts[place - 1]!.end);
        }
      },
    ),
  );
});
