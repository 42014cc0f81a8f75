import fc from 'fast-check';
import { expect, test } from 'vitest';
import { followingState, openOf, settledState } from '../../../src/domain/billing/settling/model.ts';
import { add, compare, negate, parseAmount, subtract, zeroAmount } from '../../../src/kernel/money.ts';

const amount = (max: number) =>
  fc.integer({ min: 1, max }).map((cents) => parseAmount((cents / 100).toFixed(2)));

const steps = fc.array(
  fc.record({
    kind: fc.constantFrom('pay', 'credit', 'return'),
    amount: amount(60_000),
  }),
  { maxLength: 30 },
);

test('however it is paid, credited and paid back, a document stands as what is open of it says', () => {
  fc.assert(
    fc.property(amount(100_000), fc.boolean(), steps, (size, isCredit, taken) => {
      const signed = (value: typeof size) => (isCredit ? negate(value) : value);
      let document = { total: signed(size), paidAmount: zeroAmount, creditedAmount: zeroAmount };
      let state: ReturnType<typeof followingState> = 'sent';
      const payments: (typeof size)[] = [];
      for (const one of taken) {
        const open = openOf(document);
        const left = isCredit ? negate(open) : open;
        if (one.kind === 'return') {
          const back = payments.pop();
          if (back === undefined) continue;
          document = { ...document, paidAmount: subtract(document.paidAmount, signed(back)) };
        } else {
          const part = compare(one.amount, left) < 0 ? one.amount : left;
          if (compare(part, zeroAmount) === 0) continue;
          if (one.kind === 'pay') payments.push(part);
          document =
            one.kind === 'pay'
              ? { ...document, paidAmount: add(document.paidAmount, signed(part)) }
              : { ...document, creditedAmount: add(document.creditedAmount, signed(part)) };
        }
        state = followingState(state, document);
        const rest = isCredit ? negate(openOf(document)) : openOf(document);
        expect(compare(rest, zeroAmount)).toBeGreaterThanOrEqual(0);
        expect(compare(rest, size)).toBeLessThanOrEqual(0);
        expect(state).toBe(
          compare(rest, zeroAmount) === 0 ? 'paid' : compare(rest, size) === 0 ? 'sent' : 'partially_paid',
        );
        expect(state).toBe(settledState(document));
      }
    }),
  );
});

test('what was not sent, is in dispute or void keeps its state whatever settles it', () => {
  for (const state of ['draft', 'issued', 'approved', 'disputed', 'voided'] as const)
    for (const paidAmount of ['0.00', '40.00', '98.00'])
      expect(followingState(state, { total: '98.00', paidAmount, creditedAmount: '0.00' })).toBe(state);
});

test('a document that asks for nothing is settled when it is sent', () => {
  expect(settledState({ total: '0.00', paidAmount: '0.00', creditedAmount: '0.00' })).toBe('paid');
});
