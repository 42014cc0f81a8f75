import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linesOf, totalsOf, type Posting } from '../../src/domain/ledger/posting/entries.ts';
import { mappingFor, type MappingRule } from '../../src/domain/ledger/posting/mapping-match.ts';
import { checkOf } from '../../src/domain/ledger/closing/checks.ts';

const rule = (differences: Partial<MappingRule> = {}): MappingRule => ({
  purpose: 'expense',
  itemKind: null,
  hourType: null,
  costCenterId: null,
  effective: '[2026-01-01,)',
  accountId: 'a',
  accountNumber: '6410',
  accountName: 'Contract labor',
  ...differences,
});
const posting = (differences: Partial<Posting> = {}): Posting => ({
  entryNumber: 1,
  reference: 'CI-1',
  postedOn: '2026-02-28',
  purpose: 'expense',
  amount: '98.00',
  itemKind: 'hours',
  hourType: 'overtime',
  costCenterId: 'icu',
  costCenterCode: '6010',
  ...differences,
});
const payable = rule({ purpose: 'payable', accountNumber: '2010' });

test('a cost center’s account goes before an hour type’s, and that before a kind’s', () => {
  const general = rule();
  const kind = rule({ itemKind: 'hours', accountNumber: '1' });
  const type = rule({ hourType: 'overtime', accountNumber: '2' });
  const center = rule({ costCenterId: 'icu', accountNumber: '3' });
  expect(mappingFor([general, kind, type, center], posting())).toBe(center);
  expect(mappingFor([general, kind, type], posting())).toBe(type);
  expect(mappingFor([general, kind], posting())).toBe(kind);
  expect(mappingFor([kind, general], posting({ itemKind: 'penalty' }))).toBe(general);
  expect(
    mappingFor([center, type, kind], posting({ itemKind: null, hourType: null, costCenterId: null })),
  ).toBe(undefined);
});

test('a mapping counts on its days alone', () => {
  const old = rule({ effective: '[2026-01-01,2026-02-28)' });
  expect(mappingFor([old], posting({ postedOn: '2026-02-27' }))).toBe(old);
  expect(mappingFor([old], posting())).toBe(undefined);
});

test('what no account is for is named with what it comes to, and nothing is told', () => {
  const postings = [
    posting(),
    posting({ amount: '2.00' }),
    posting({ purpose: 'payable', amount: '-100.00', costCenterCode: null, itemKind: null, hourType: null }),
  ];
  expect(linesOf(postings, [payable])).toEqual({
    lines: [],
    faults: [
      {
        code: 'unmapped',
        subject: 'expense hours overtime cost center 6010',
        detail: 'No account is for it on 2026-02-28.',
        amount: '100.00',
      },
    ],
  });
});

test('an entry out of balance is named, also beside one that is off by as much the other way', () => {
  const postings = [posting(), posting({ entryNumber: 2, reference: 'CI-2', amount: '-98.00' })];
  const { lines, faults } = linesOf(postings, [rule()]);
  expect(lines).toEqual([]);
  expect(faults.map(({ code, subject, amount }) => [code, subject, amount])).toEqual([
    ['out_of_balance', 'CI-1', '98.00'],
    ['out_of_balance', 'CI-2', '-98.00'],
  ]);
});

test('debits are credits for every entry in balance, each line on one side', () => {
  const amounts = fc.array(
    fc.integer({ min: -10_000_000, max: 10_000_000 }).filter((units) => units !== 0),
    { minLength: 1, maxLength: 20 },
  );
  const text = (units: number) =>
    `${units < 0 ? '-' : ''}${Math.trunc(Math.abs(units) / 100)}.${String(Math.abs(units) % 100).padStart(2, '0')}`;
  fc.assert(
    fc.property(amounts, (units) => {
      const sum = units.reduce((total, one) => total + one, 0);
      const postings = [
        ...units.map((one) => posting({ amount: text(one) })),
        ...(sum === 0 ? [] : [posting({ purpose: 'payable', amount: text(-sum) })]),
      ];
      const { lines, faults } = linesOf(postings, [rule(), payable]);
      expect(faults).toEqual([]);
      const { debitTotal, creditTotal } = totalsOf(lines);
      expect(debitTotal).toBe(creditTotal);
      for (const { debit, credit } of lines)
        expect([debit, credit].filter((side) => side === '0.00')).toHaveLength(1);
    }),
  );
});

test('a difference is tied to nothing: by its things where they are named, else by the check itself', () => {
  const even = checkOf('lines_are_items', 'lines_not_items', {
    left: '1.00',
    right: '1.00',
    parts: {},
    faults: [],
  });
  expect([even.check.isTied, even.faults]).toEqual([true, []]);
  const named = checkOf('lines_are_items', 'lines_not_items', {
    left: '1.00',
    right: '1.00',
    parts: {},
    faults: [
      { subject: 'invoice_line a', amount: '0.50' },
      { subject: 'invoice_line b', amount: '-0.50' },
    ],
  });
  expect([named.check.isTied, named.faults.length]).toEqual([false, 2]);
  const whole = checkOf('lines_are_items', 'lines_not_items', {
    left: '1.00',
    right: '2.00',
    parts: {},
    faults: [],
  });
  expect(whole.faults).toEqual([
    {
      code: 'lines_not_items',
      subject: 'lines_are_items',
      detail: 'The sums differ by -1.00.',
      amount: '-1.00',
    },
  ]);
});
