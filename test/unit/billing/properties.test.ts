import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Share } from '../../../src/domain/billing/charging/allocation.ts';
import { chargeOf, versionFee, type FeeTerms } from '../../../src/domain/billing/charging/fees.ts';
import { standingOf } from '../../../src/domain/billing/charging/corrections.ts';
import { priceDifference, type InvoicedItem } from '../../../src/domain/billing/charging/difference.ts';
import {
  priceWhole,
  type ChargeLine,
  type PricedLine,
} from '../../../src/domain/billing/charging/version.ts';
import {
  add,
  chargeFor,
  compare,
  parseAmount,
  parseRate,
  sum,
  zeroAmount,
} from '../../../src/kernel/money.ts';
import { splitGross } from '../../../src/domain/billing/charging/allocation.ts';

const keys = ['regular', 'overtime', 'night', 'weekend', 'holiday'];

const lineOf = fc.record({
  lineKey: fc.constantFrom(...keys),
  minutes: fc.integer({ min: 0, max: 3000 }),
  rate: fc.integer({ min: 0, max: 2_000_000 }).map((units) => parseRate((units / 10_000).toFixed(4))),
});
const version = fc
  .uniqueArray(lineOf, { selector: ({ lineKey }) => lineKey, minLength: 1, maxLength: 5 })
  .map((lines): ChargeLine[] =>
    lines.map(({ lineKey, minutes, rate }) => ({
      lineKey: `${lineKey}:${rate}`,
      hourType: lineKey,
      differentialCode: null,
      minutes,
      rate,
      amount: chargeFor(minutes, rate),
      workDateFrom: '2026-02-02',
      workDateTo: '2026-02-07',
    })),
  );
const shares = fc
  .array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 5 })
  .map((weights): Share[] => {
    // Hundredths of a percent that total 100 exactly: the first takes the rest.
    const rest = 10_000 - weights.slice(1).reduce((total, weight) => total + weight, 0);
    return [rest, ...weights.slice(1)].map((part, at) => ({
      costCenterId: `c${at}`,
      code: `C${at}`,
      weight: (part / 100).toFixed(2),
    }));
  });
const terms = fc.record({
  agreementId: fc.constant(null),
  feeModel: fc.constantFrom('vendor_funded', 'client_funded', 'none'),
  feeBasis: fc.constantFrom('timesheet', 'line'),
  feePercent: fc.integer({ min: 0, max: 150_000 }).map((units) => (units / 10_000).toFixed(4)),
}) as fc.Arbitrary<FeeTerms>;
const history = fc.record({
  terms,
  versions: fc.array(fc.record({ lines: version, shares, invoiced: fc.boolean() }), {
    minLength: 1,
    maxLength: 6,
  }),
});

const billed = (item: PricedLine, at: number, { feeModel }: FeeTerms): InvoicedItem => ({
  ...item,
  id: String(at),
  feeModel,
});

const sumOf = (items: readonly PricedLine[], of: 'amount' | 'feeAmount' | 'vendorAmount') =>
  sum(items.map((item) => item[of]));

test('whatever is adjusted and invoiced in between, every minute and cent of the last version is billed once', () => {
  fc.assert(
    fc.property(history, ({ terms: agreed, versions }) => {
      let standing: PricedLine[] = [];
      let waiting: PricedLine[] = [];
      for (const { lines, shares: split, invoiced } of versions) {
        const earlier = standing.map((item, at) => billed(item, at, agreed));
        waiting =
          standing.length === 0
            ? priceWhole(lines, agreed, split)
            : priceDifference(lines, earlier, agreed, split);
        const items = [...standing, ...waiting];
        const charges = lines.map(({ amount }) => parseAmount(amount));
        const fee = versionFee(charges, agreed);

        // Nothing is taken back beyond what it was billed for, of whichever of the three parts.
        for (const item of standingOf(items.map((each, at) => billed(each, at, agreed)))) {
          const first = items[Number(item.id)]!;
          expect(item.minutes).toBeGreaterThanOrEqual(0);
          expect(compare(item.charge, zeroAmount)).toBeGreaterThanOrEqual(0);
          expect(compare(item.fee, zeroAmount)).toBeGreaterThanOrEqual(0);
          expect(compare(item.charge, chargeOf(first, agreed))).toBeLessThanOrEqual(0);
          if (compare(first.feeAmount, chargeOf(first, agreed)) <= 0)
            expect(compare(item.fee, item.charge)).toBeLessThanOrEqual(0);
        }
        const waitingKeys = waiting.map(({ lineKey, correctsId }) => `${lineKey} ${correctsId}`);
        expect(new Set(waitingKeys).size).toBe(waiting.length);

        for (const { lineKey, minutes } of lines) {
          const ofLine = items.filter((item) => item.lineKey === lineKey);
          expect(ofLine.reduce((total, item) => total + (item.minutes ?? 0), 0)).toBe(minutes);
        }
        const gone = items.filter(({ lineKey }) => !lines.some((line) => line.lineKey === lineKey));
        expect(gone.reduce((total, item) => total + (item.minutes ?? 0), 0)).toBe(0);
        for (const item of waiting) expect(add(item.feeAmount, item.vendorAmount)).toBe(item.amount);
        // Where nothing of the lines differs, there is nothing for a changed fee to stand on.
        if (waiting.length > 0) {
          expect(sumOf(items, 'feeAmount')).toBe(fee);
          expect(sumOf(items, 'amount')).toBe(
            agreed.feeModel === 'client_funded' ? add(sum(charges), fee) : sum(charges),
          );
          const gross = sumOf(items, 'amount');
          const totals = splitGross(gross, split);
          for (const [at, { costCenterId }] of split.entries()) {
            const charged = items.flatMap(({ allocation }) =>
              allocation
                .filter((part) => part.costCenterId === costCenterId)
                .map(({ amount }) => parseAmount(amount)),
            );
            expect(sum(charged)).toBe(totals[at]);
          }
          for (const item of waiting)
            expect(sum(item.allocation.map(({ amount }) => parseAmount(amount)))).toBe(item.amount);
        }
        if (invoiced) {
          standing = items;
          waiting = [];
        }
      }
    }),
    { numRuns: 300 },
  );
});

test('no share of a line that was never billed before is negative', () => {
  fc.assert(
    fc.property(version, terms, shares, (lines, agreed, split) => {
      for (const { allocation } of priceWhole(lines, agreed, split))
        for (const { amount } of allocation) expect(compare(parseAmount(amount), zeroAmount)).toBe(1);
    }),
    { numRuns: 300 },
  );
});
