import { expect, test } from 'vitest';
import type { Share } from '../../../src/domain/billing/charging/allocation.ts';
import type { FeeTerms } from '../../../src/domain/billing/charging/fees.ts';
import { priceDifference } from '../../../src/domain/billing/charging/difference.ts';
import {
  priceWhole,
  type ChargeLine,
  type PricedLine,
} from '../../../src/domain/billing/charging/version.ts';
import { parseAmount, sum } from '../../../src/kernel/money.ts';

const line = (lineKey: string, minutes: number, rate: string, amount: string): ChargeLine => ({
  lineKey,
  hourType: lineKey,
  differentialCode: null,
  minutes,
  rate,
  amount,
  workDateFrom: '2026-02-02',
  workDateTo: '2026-02-07',
});
const worked = [
  line('regular', 2400, '98.0000', '3920.00'),
  line('overtime', 75, '147.0000', '183.75'),
  line('night', 2370, '3.0000', '118.50'),
  line('weekend', 1020, '2.5000', '42.50'),
];
const agreed = worked.map((one) =>
  one.lineKey === 'overtime' ? line('overtime', 60, '147.0000', '147.00') : one,
);
const terms: FeeTerms = {
  agreementId: null,
  feeModel: 'vendor_funded',
  feeBasis: 'timesheet',
  feePercent: '3.0000',
};
const share = (code: string, percent: string): Share => ({ costCenterId: code, code, weight: percent });
const halves = [share('A', '60'), share('B', '40')];
const total = (lines: readonly PricedLine[], of: 'amount' | 'feeAmount' | 'vendorAmount') =>
  sum(lines.map((one) => one[of]));
const charged = (lines: readonly PricedLine[], code: string) =>
  sum(
    lines.flatMap(({ allocation }) =>
      allocation.filter((part) => part.code === code).map(({ amount }) => parseAmount(amount)),
    ),
  );
const invoiced = (lines: readonly PricedLine[]) =>
  lines.map((one) => ({ ...one, id: one.lineKey, feeModel: terms.feeModel }));

test('step 6: the fee of the timesheet, and what the vendor gets', () => {
  const billed = priceWhole(worked, terms, halves);
  expect([total(billed, 'amount'), total(billed, 'feeAmount'), total(billed, 'vendorAmount')]).toEqual([
    '4264.75',
    '127.94',
    '4136.81',
  ]);
  expect(billed.map(({ feeAmount }) => feeAmount)).toEqual(['117.60', '5.51', '3.55', '1.28']);
});

test('step 7: split 60/40, then credited by what was agreed', () => {
  const billed = priceWhole(worked, terms, halves);
  expect([charged(billed, 'A'), charged(billed, 'B')]).toEqual(['2558.85', '1705.90']);
  const [credit, ...others] = priceDifference(agreed, invoiced(billed), terms, halves);
  expect(others).toEqual([]);
  expect(credit).toMatchObject({
    kind: 'adjustment',
    lineKey: 'overtime',
    minutes: -15,
    amount: '-36.75',
    feeAmount: '-1.10',
    vendorAmount: '-35.65',
    allocation: [
      { code: 'A', amount: '-22.05' },
      { code: 'B', amount: '-14.70' },
    ],
  });
});

test('step 7: a three-way split of the agreed hours', () => {
  const thirds = [share('A', '33.33'), share('B', '33.33'), share('C', '33.34')];
  const billed = priceWhole(agreed, terms, thirds);
  expect(['A', 'B', 'C'].map((code) => charged(billed, code))).toEqual(['1409.19', '1409.19', '1409.62']);
});

test.each([
  ['line', 'vendor_funded', ['4264.75', '127.95', '4136.80']],
  ['invoice', 'vendor_funded', ['4264.75', '0.00', '4264.75']],
  ['timesheet', 'client_funded', ['4392.69', '127.94', '4264.75']],
  ['timesheet', 'none', ['4264.75', '0.00', '4264.75']],
] as const)('the fee on the %s, %s', (feeBasis, feeModel, expected) => {
  const billed = priceWhole(worked, { ...terms, feeBasis, feeModel }, halves);
  expect([total(billed, 'amount'), total(billed, 'feeAmount'), total(billed, 'vendorAmount')]).toEqual(
    expected,
  );
});

test('a cost center that has no share any more gets back what it was charged', () => {
  const billed = priceWhole(worked, terms, [share('A', '100')]);
  const [credit] = priceDifference(agreed, invoiced(billed), terms, [share('B', '100')]);
  expect(credit!.allocation).toEqual([
    { costCenterId: 'B', code: 'B', amount: '4228.00' },
    { costCenterId: 'A', code: 'A', amount: '-4264.75' },
  ]);
});
