import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAmount, percentOf, sum } from '../../../src/kernel/money.ts';
import { taxesOf, taxRuleFor, totalTax, type TaxRule } from '../../../src/domain/billing/settings/taxing.ts';

const rule = (id: string, percent: string, covers: Partial<TaxRule['covers']> = {}): TaxRule => ({
  id,
  name: id,
  jurisdiction: null,
  percent,
  covers: { facilityIds: [], states: [], kinds: [], vendorIds: [], ...covers },
});
const line = (amount: string, more: object = {}) => ({
  amount,
  facilityId: 'f1',
  state: 'OH',
  kind: 'hours',
  vendorId: 'v1',
  ...more,
});
const state = rule('ohio', '5.75', { states: ['OH'] });

describe('the tax that a line bears', () => {
  test('is the one that names most: vendors, then facilities, states, kinds', () => {
    const ranked = [
      rule('vendor', '1', { vendorIds: ['v1'] }),
      rule('facility', '2', { facilityIds: ['f1'] }),
      state,
      rule('kind', '4', { kinds: ['hours'] }),
      rule('any', '5'),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(ranked, { minLength: 1 }), (some) => {
        expect(taxRuleFor(some, line('1'))).toBe(ranked.find((one) => some.includes(one)));
      }),
    );
  });

  test('is the narrower of two that name alike', () => {
    const wide = rule('a', '5', { states: ['OH', 'PA'] });
    expect(taxRuleFor([wide, state], line('1'))).toBe(state);
    expect(taxRuleFor([wide, state], line('1', { state: 'PA' }))).toBe(wide);
  });

  test('is none where none covers it, and no state is no facility’s', () => {
    expect(taxRuleFor([state], line('1', { state: 'CA' }))).toBeNull();
    expect(taxRuleFor([state], line('1', { facilityId: null, state: null }))).toBeNull();
    expect(taxRuleFor([rule('expenses', '5', { kinds: ['expense'] })], line('1'))).toBeNull();
  });
});

describe('the taxes of a document', () => {
  test('are each rounded once over their lines', () => {
    // 0.10 × 5.75 % is 0.00575 thrice: rounded by the line it would be 0.03.
    const { ruleIds, taxes } = taxesOf([line('0.10'), line('0.10'), line('0.10')], [state]);
    expect(ruleIds).toEqual(['ohio', 'ohio', 'ohio']);
    expect(taxes).toEqual([
      {
        number: 1,
        taxRuleId: 'ohio',
        name: 'ohio',
        jurisdiction: null,
        percent: '5.75',
        base: '0.30',
        amount: '0.02',
      },
    ]);
    expect(totalTax(taxes)).toBe('0.02');
    expect(totalTax([])).toBe('0.00');
  });

  test('are numbered in one order, and one of nothing is told', () => {
    const exempt = rule('exempt', '0', { vendorIds: ['v2'] });
    const { taxes } = taxesOf([line('100.00'), line('50.00', { vendorId: 'v2' })], [state, exempt]);
    expect(taxes.map(({ number, taxRuleId, base, amount }) => [number, taxRuleId, base, amount])).toEqual([
      [1, 'exempt', '50.00', '0.00'],
      [2, 'ohio', '100.00', '5.75'],
    ]);
  });

  test('follow what a line bears already, whatever is in force now', () => {
    const before = rule('before', '6');
    const given = [line('100.00', { taxRuleId: 'before' }), line('100.00', { taxRuleId: null })];
    const { ruleIds, taxes } = taxesOf(given, [state, before]);
    expect(ruleIds).toEqual(['before', null]);
    expect(taxes.map(({ taxRuleId, amount }) => [taxRuleId, amount])).toEqual([['before', '6.00']]);
  });

  test('of credits take back, with those before, what is due of what is left: all of it at last', () => {
    const cents = fc.integer({ min: 1, max: 1_000_000 });
    fc.assert(
      fc.property(
        fc.array(cents, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 0, max: 1_000_000 }),
        (parts, percent) => {
          const text = (value: number) => parseAmount((value / 100).toFixed(2));
          const tax = rule('tax', (percent / 10_000).toFixed(4));
          const invoice = taxesOf(
            parts.map((part) => line(text(part))),
            [tax],
          ).taxes[0]!;
          expect(invoice.amount).toBe(percentOf(sum(parts.map(text)), tax.percent));
          const standing = [invoice];
          for (const part of parts) standing.push(taxesOf([line(text(-part))], [tax], standing).taxes[0]!);
          expect(sum(standing.map(({ amount }) => amount))).toBe('0.00');
          expect(sum(standing.map(({ base }) => base))).toBe('0.00');
        },
      ),
    );
  });
});
