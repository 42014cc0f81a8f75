import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { orderLife } from '../../src/domain/orders/lifecycle/order.ts';
import { estimatedCostOf, titleOf, weeksOf } from '../../src/domain/orders/model/terms.ts';
import { step } from '../../src/kernel/lifecycle.ts';

describe('the estimated cost', () => {
  test('of Lakeshore is 2 × 13 × 36 × 98', () => {
    expect(estimatedCostOf(2, 13, '36', '98')).toBe('91728.00');
  });

  test('is exact for any headcount, weeks, quarter hours and rate', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 1, max: 520 }),
        fc.integer({ min: 1, max: 672 }),
        fc.integer({ min: 0, max: 999_999 }),
        (positions, weeks, quarters, units) => {
          const hours = (quarters / 4).toFixed(2);
          const rate = `${Math.floor(units / 10_000)}.${String(units % 10_000).padStart(4, '0')}`;
          // Quarter hours × ten-thousandths: 40,000 to a unit of money, 400 to a cent.
          const exact = BigInt(positions) * BigInt(weeks) * BigInt(quarters) * BigInt(units);
          const cents = (2n * exact + 400n) / 800n;
          const text = cents.toString().padStart(3, '0');
          expect(estimatedCostOf(positions, weeks, hours, rate)).toBe(
            `${text.slice(0, -2)}.${text.slice(-2)}`,
          );
        },
      ),
    );
  });

  test('is none where it is beyond any amount', () => {
    expect(estimatedCostOf(500, 520, '168', '99999')).toBeUndefined();
  });
});

test.each([
  ['2026-02-01', '2026-05-02', 13],
  ['2026-02-01', '2026-02-01', 1],
  ['2026-02-01', '2026-02-08', 2],
  ['2026-03-01', '2026-03-14', 2],
])('from %s to %s are %i weeks', (from, to, weeks) => expect(weeksOf(from, to)).toBe(weeks));

test('an order is called by what it asks for', () => {
  expect(titleOf('rn', 'icu', 'nights')).toBe('RN ICU nights');
  expect(titleOf('surgical_tech', null, null)).toBe('SURGICAL TECH');
});

test('every verb of an order is refused from every state that it does not start from', () => {
  for (const [name, verb] of Object.entries(orderLife.verbs)) {
    for (const state of orderLife.states) {
      const take = () => step(orderLife, name as keyof typeof orderLife.verbs, state);
      if ((verb.from as readonly string[]).includes(state)) expect(orderLife.states).toContain(take());
      else expect(take).toThrow(`${name} needs it to be`);
    }
  }
});
