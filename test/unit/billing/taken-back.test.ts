import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allocateLines, rescale, type Share } from '../../../src/domain/billing/charging/allocation.ts';
import { standingOf } from '../../../src/domain/billing/charging/corrections.ts';
import { priceDifference } from '../../../src/domain/billing/charging/difference.ts';
import { versionFee, type FeeTerms } from '../../../src/domain/billing/charging/fees.ts';
import { chargeAlone } from '../../../src/domain/billing/charging/imported.ts';
import {
  concessionOf,
  reversalOf,
  standingAmount,
  type Given,
} from '../../../src/domain/billing/charging/taking-back.ts';
import {
  priceWhole,
  type ChargeLine,
  type PricedLine,
} from '../../../src/domain/billing/charging/version.ts';
import { sharesOver } from '../../../src/domain/billing/charging/week-shares.ts';
import {
  add,
  chargeFor,
  compare,
  negate,
  parseAmount,
  parseRate,
  percentOf,
  sum,
  zeroAmount,
  type Amount,
} from '../../../src/kernel/money.ts';

interface Row extends Omit<PricedLine, 'kind' | 'correction'> {
  id: string;
  correction: string | null;
  feeModel: FeeTerms['feeModel'];
  feeBasis: FeeTerms['feeBasis'];
  feePercent: string;
}

const terms = fc.record({
  agreementId: fc.constant(null),
  feeModel: fc.constantFrom('vendor_funded', 'client_funded', 'none'),
  feeBasis: fc.constantFrom('timesheet', 'line'),
  feePercent: fc.integer({ min: 0, max: 150_000 }).map((units) => (units / 10_000).toFixed(4)),
}) as fc.Arbitrary<FeeTerms>;
const lineOf = fc.record({
  type: fc.constantFrom('regular', 'overtime', 'night'),
  minutes: fc.integer({ min: 0, max: 3000 }),
  rate: fc.constantFrom('98', '96', '147', '3.3333').map(parseRate),
});
const version = fc
  .uniqueArray(lineOf, { selector: ({ type }) => type, minLength: 1, maxLength: 3 })
  .map((lines): ChargeLine[] =>
    lines.map(({ type, minutes, rate }) => ({
      lineKey: `${type}:${rate}`,
      hourType: type,
      differentialCode: null,
      minutes,
      rate,
      amount: chargeFor(minutes, rate),
      workDateFrom: '2026-02-02',
      workDateTo: '2026-02-07',
    })),
  );
const split: Share[] = [
  { costCenterId: 'n', code: 'N', weight: '60' },
  { costCenterId: 's', code: 'S', weight: '25' },
  { costCenterId: null, code: null, weight: '15' },
];
const step = fc.oneof(
  fc.record({ does: fc.constant('version' as const), lines: version }),
  fc.record({
    does: fc.constant('concede' as const),
    which: fc.nat(20),
    percent: fc.integer({ min: 1, max: 100 }),
  }),
  fc.record({ does: fc.constant('void' as const), again: fc.boolean() }),
);

const total = (
  rows: readonly Pick<Row, 'amount' | 'feeAmount' | 'vendorAmount'>[],
  of: 'amount' | 'feeAmount',
) => sum(rows.map((row) => row[of]));
const correctionsOf = (rows: readonly Row[], id: string) =>
  rows.filter(({ correctsId }) => correctsId === id);
const originals = (rows: readonly Row[]) => rows.filter(({ correctsId }) => correctsId === null);

function credit(row: Row, given: Given, id: number, correction: string): Row {
  const { lineKey } = row;
  return {
    ...row,
    ...given,
    id: `${id}`,
    lineKey: `${lineKey}#${id}`,
    correctsId: row.id,
    correction,
    allocation: [...given.allocation],
  };
}

describe('what was conceded', () => {
  test('is never billed back, whatever is voided, billed again or adjusted afterwards', () => {
    fc.assert(
      fc.property(terms, version, fc.array(step, { maxLength: 8 }), (agreed, first, steps) => {
        let next = 0;
        const { feeModel, feeBasis, feePercent } = agreed;
        const rowOf = (line: PricedLine): Row => ({
          ...line,
          id: `${(next += 1)}`,
          feeModel,
          feeBasis,
          feePercent,
        });
        let rows: Row[] = priceWhole(first, agreed, split).map(rowOf);
        let lines = first;
        let conceded: Amount = zeroAmount;
        const chargeOf = ({ amount, vendorAmount }: Pick<Row, 'amount' | 'vendorAmount'>) =>
          feeModel === 'client_funded' ? vendorAmount : amount;
        for (const one of steps) {
          if (one.does === 'version') {
            lines = one.lines;
            rows = [...rows, ...priceDifference(lines, rows, agreed, split).map(rowOf)];
            const owed = sum(lines.map(({ amount }) => parseAmount(amount)));
            const left = compare(owed, conceded) > 0 ? add(owed, negate(conceded)) : zeroAmount;
            expect(sum(rows.map(chargeOf))).toBe(left);
          } else if (one.does === 'concede') {
            const open = originals(rows).filter(
              (row) => compare(standingAmount(row, correctionsOf(rows, row.id)), zeroAmount) > 0,
            );
            const row = open[one.which % Math.max(open.length, 1)];
            if (!row) continue;
            const mine = correctionsOf(rows, row.id);
            const amount = percentOf(standingAmount(row, mine), String(one.percent));
            if (amount === zeroAmount) continue;
            const given = concessionOf(row, mine, amount, rows);
            expect(given.amount).toBe(negate(amount));
            expect(add(given.feeAmount, given.vendorAmount)).toBe(given.amount);
            conceded = add(conceded, negate(chargeOf(given)));
            rows = [...rows, credit(row, given, (next += 1), 'concession')];
          } else {
            const before = rows;
            const credits = originals(rows).flatMap((row) => {
              const given = reversalOf(row, correctionsOf(before, row.id));
              return given ? [credit(row, given, (next += 1), one.again ? 'reversal' : 'concession')] : [];
            });
            rows = [...rows, ...credits];
            expect(total(rows, 'amount')).toBe(zeroAmount);
            expect(total(rows, 'feeAmount')).toBe(zeroAmount);
            if (one.again)
              rows = [
                ...rows,
                ...credits.map((back): Row => {
                  const row = before.find(({ id }) => id === back.correctsId)!;
                  const amount = negate(back.amount);
                  return {
                    ...row,
                    id: `${(next += 1)}`,
                    minutes: 0 - (back.minutes ?? 0),
                    amount,
                    feeAmount: negate(back.feeAmount),
                    vendorAmount: negate(back.vendorAmount),
                    allocation: rescale(row, amount),
                  };
                }),
              ];
            else conceded = add(conceded, negate(sum(credits.map(chargeOf))));
          }
          // Nothing stands below nothing, of whichever part.
          for (const item of standingOf(rows)) {
            expect(compare(item.charge, zeroAmount)).toBeGreaterThanOrEqual(0);
            expect(item.minutes).toBeGreaterThanOrEqual(0);
            expect(compare(item.fee, zeroAmount)).toBeGreaterThanOrEqual(0);
          }
        }
        if (feeBasis === 'timesheet' && feeModel === 'vendor_funded') {
          const last = priceDifference(lines, rows, agreed, split).map(rowOf);
          if (last.length > 0) {
            const all = [...rows, ...last];
            expect(total(all, 'feeAmount')).toBe(versionFee([sum(all.map(chargeOf))], agreed));
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('a concession', () => {
  test('takes from no cost center more than it bears, and all of all of it', () => {
    const agreed: FeeTerms = { agreementId: null, feeModel: 'none', feeBasis: 'line', feePercent: '0' };
    const cents = (amount: string) => Math.round(Number(amount) * 100);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.infiniteStream(fc.integer({ min: 1, max: 9 })),
        (units, parts) => {
          const amount = parseAmount((units / 100).toFixed(2));
          const [allocation] = allocateLines([amount], split);
          const { agreementId: _id, ...terms } = agreed;
          const item: Row = {
            id: '0',
            lineKey: 'x',
            hourType: null,
            differentialCode: null,
            minutes: null,
            rate: null,
            workDateFrom: '2026-02-02',
            workDateTo: '2026-02-07',
            correctsId: null,
            correction: null,
            amount,
            feeAmount: zeroAmount,
            vendorAmount: amount,
            allocation: allocation!,
            ...terms,
          };
          const rows = [item];
          for (let left = units; left > 0;) {
            const some = Math.min(parts.next().value!, left);
            const given = concessionOf(item, rows.slice(1), parseAmount((some / 100).toFixed(2)), [item]);
            rows.push(credit(item, given, rows.length, 'concession'));
            left -= some;
            for (const { costCenterId } of split) {
              const borne = rows.flatMap((row) =>
                row.allocation.filter((one) => one.costCenterId === costCenterId),
              );
              const stands = borne.reduce((all, one) => all + cents(one.amount), 0);
              expect(stands).toBeGreaterThanOrEqual(0);
              if (left === 0) expect(stands).toBe(0);
            }
          }
        },
      ),
    );
  });
});

describe('a charge that stands alone', () => {
  test('comes to what its last revision says, of either sign', () => {
    const cents = fc
      .integer({ min: -50_000, max: 50_000 })
      .map((units) => parseAmount((units / 100).toFixed(2)));
    const byLine = terms.map((agreed): FeeTerms => ({ ...agreed, feeBasis: 'line' }));
    const line = {
      lineKey: 'item',
      hourType: null,
      differentialCode: null,
      rate: null,
      workDateFrom: '2026-02-01',
      workDateTo: '2026-02-28',
    };
    fc.assert(
      fc.property(byLine, fc.array(cents, { minLength: 1, maxLength: 6 }), (agreed, revisions) => {
        const rows: Row[] = [];
        const { feeModel, feeBasis, feePercent } = agreed;
        for (const charge of revisions) {
          for (const priced of chargeAlone(line, charge, rows, agreed, split))
            rows.push({ ...priced, id: `${rows.length}`, feeModel, feeBasis, feePercent });
          const charged = sum(
            rows.map(({ amount, vendorAmount }) => (feeModel === 'client_funded' ? vendorAmount : amount)),
          );
          expect(charged).toBe(charge);
          const fee = feeModel === 'none' ? zeroAmount : percentOf(charge, feePercent);
          expect(total(rows, 'feeAmount')).toBe(fee);
          expect(rows.every(({ minutes }) => minutes === null)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('the shares of a week', () => {
  test('keep every cent, and those of like days are the shares themselves', () => {
    const day = fc.record({
      amount: fc.integer({ min: 0, max: 200_000 }).map((units) => (units / 100).toFixed(2)),
      weights: fc
        .uniqueArray(fc.constantFrom('a', 'b', 'c', null), { minLength: 1, maxLength: 4 })
        .chain((ids) =>
          fc.tuple(
            ...ids.map((costCenterId) =>
              fc.record({
                costCenterId: fc.constant(costCenterId),
                weight: fc.integer({ min: 1, max: 1_440_000_000 }),
              }),
            ),
          ),
        ),
    });
    fc.assert(
      fc.property(fc.array(day, { minLength: 1, maxLength: 8 }), (days) => {
        const gross = sum(days.map(({ amount }) => parseAmount(amount)));
        const shares = sharesOver(days, (id) => id);
        const [allocation] = allocateLines([gross], shares);
        // Each cost center within a cent of the sum of its exact parts of the days.
        for (const { costCenterId, amount } of allocation!) {
          const exact = days.reduce((all, { amount: charged, weights }) => {
            const whole = weights.reduce((weight, part) => weight + part.weight, 0);
            const own = weights.find((part) => part.costCenterId === costCenterId)?.weight ?? 0;
            return all + (Number(charged) * own) / whole;
          }, 0);
          expect(Math.abs(Number(amount) - exact)).toBeLessThan(0.011);
        }
        const named = sum(allocation!.map(({ amount }) => parseAmount(amount)));
        expect(compare(named, gross)).toBeLessThanOrEqual(0);
        if (days.every(({ weights }) => weights.every(({ costCenterId }) => costCenterId !== null)))
          expect(named).toBe(gross);
      }),
    );
    const alike = ['490.00', '1200.50', '2574.25'].map((amount) => ({
      amount,
      weights: [
        { costCenterId: 'n', weight: 600_000 },
        { costCenterId: 's', weight: 400_000 },
      ],
    }));
    const [allocation] = allocateLines(
      [parseAmount('4264.75')],
      sharesOver(alike, (id) => id),
    );
    expect(allocation!.map(({ amount }) => amount)).toEqual(['2558.85', '1705.90']);
  });
});
