import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rateOn, reckon } from '../../src/domain/expenses/model/amount.ts';
import {
  brokenCap,
  capStep,
  judgeCaps,
  type Caps,
  type Counted,
} from '../../src/domain/expenses/model/caps.ts';
import { told, wholeMonths, type CountedTotal } from '../../src/domain/expenses/model/totals.ts';
import { parseAmount } from '../../src/kernel/money.ts';
import { weekdays } from '../../src/kernel/week.ts';

const rates = [
  { from: '2025-01-01', rate: '0.7000' },
  { from: '2026-01-01', rate: '0.7250' },
];
const penny = { kind: 'mileage', rates: [{ from: '2026-01-01', rate: '0.0100' }] } as const;
const mileage = { kind: 'mileage', rates } as const;
const noCaps: Caps = {
  maximumPerItem: null,
  maximumPerDay: null,
  maximumPerWeek: null,
  maximumPerAssignment: null,
  weekStartsOn: 'sunday',
};

const money = (cents: number) =>
  parseAmount(`${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`);
const cents = (text: string) => Math.round(Number(text) * 100);
const day = (offset: number) => Temporal.PlainDate.from('2026-01-25').add({ days: offset }).toString();

describe('an amount', () => {
  test.each([
    ['2025-12-31', '42.50', '29.75', '0.7000'],
    ['2026-01-01', '42.50', '30.81', '0.7250'],
    // 0.725 × 0.02 = 0.0145: half a cent and more goes up only from 0.015 on.
    ['2026-01-01', '0.02', '0.01', '0.7250'],
    ['2026-06-30', '99999.99', '72499.99', '0.7250'],
  ])('of miles on %s is %s × the rate of that day', (incurredOn, quantity, amount, rate) => {
    expect(reckon(mileage, { incurredOn, quantity })).toMatchObject({ amount, quantity, rate });
  });

  test('goes half a cent up: 0.7250 × 0.20 is 0.145', () => {
    expect(reckon(mileage, { incurredOn: '2026-02-01', quantity: '0.20' })).toMatchObject({ amount: '0.15' });
  });

  test('is what its quantity in hundredths times its rate says, to the cent', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9_999_999 }),
        fc.integer({ min: 1, max: 999_999_999 }),
        (hundredths, tenThousandths) => {
          const quantity = `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`;
          const rate = `${Math.floor(tenThousandths / 10_000)}.${String(tenThousandths % 10_000).padStart(4, '0')}`;
          const exact = BigInt(hundredths) * BigInt(tenThousandths);
          const owed = (exact + 5_000n) / 10_000n;
          const came = reckon(
            { kind: 'mileage', rates: [{ from: '2026-01-01', rate }] },
            { incurredOn: day(20), quantity },
          );
          const amount = typeof came === 'string' ? came : BigInt(came.amount.replace('.', ''));
          expect(amount).toBe(owed === 0n ? 'no_money' : owed);
        },
      ),
    );
  });

  test.each([
    ['no amount', { kind: 'amount', rates: [] }, {}, 'amount_required'],
    [
      'a quantity of what is stated',
      { kind: 'amount', rates: [] },
      { amount: '1', quantity: '1' },
      'not_stated',
    ],
    ['no quantity', mileage, {}, 'quantity_required'],
    ['an amount of what is reckoned', mileage, { amount: '1', quantity: '1' }, 'not_stated'],
    ['a day before its rates', mileage, { incurredOn: '2024-12-31', quantity: '1' }, 'no_rate'],
    ['more than a day', { kind: 'per_diem', rates }, { quantity: '1.01' }, 'over_a_day'],
    ['less than half a cent', penny, { quantity: '0.49' }, 'no_money'],
  ] as const)('is none of %s', (_what, category, claimed, fault) => {
    expect(reckon(category, { incurredOn: '2026-02-01', ...claimed })).toBe(fault);
  });

  test('of three quarters of a day is that part of the day’s rate', () => {
    const perDiem = { kind: 'per_diem', rates: [{ from: '2025-10-01', rate: '68.0000' }] } as const;
    expect(reckon(perDiem, { incurredOn: '2026-02-01', quantity: '0.75' })).toMatchObject({
      amount: '51.00',
      step: { name: 'amount', detail: '0.75 days × 68.0000, the rate from 2025-10-01 on', result: '51.00' },
    });
    expect(rateOn([], '2026-02-01')).toBeUndefined();
  });
});

describe('caps', () => {
  test('each leave what the days they are of have not spent, and the least of them decides', () => {
    const caps = {
      ...noCaps,
      maximumPerItem: '90',
      maximumPerDay: '100',
      maximumPerWeek: '300',
      maximumPerAssignment: '310',
    };
    const counted = [
      { incurredOn: '2026-01-31', amount: '80.00' },
      { incurredOn: '2026-02-01', amount: '60.00' },
      { incurredOn: '2026-02-07', amount: '30.00' },
      { incurredOn: '2026-02-08', amount: '70.00' },
    ];
    const judged = judgeCaps(caps, counted, '2026-02-07');
    expect(judged).toEqual([
      { cap: 'item', maximum: '90.00', counted: '0.00', left: '90.00' },
      { cap: 'day', maximum: '100.00', counted: '30.00', left: '70.00' },
      { cap: 'week', maximum: '300.00', counted: '90.00', left: '210.00' },
      { cap: 'assignment', maximum: '310.00', counted: '240.00', left: '70.00' },
    ]);
    expect(brokenCap(judged, parseAmount('70.00'))).toBeUndefined();
    expect(brokenCap(judged, parseAmount('70.01'))).toMatchObject({ cap: 'day', left: '70.00' });
    expect(capStep(judged[1]!, parseAmount('70.00'))).toEqual({
      name: 'maximum_per_day',
      detail: '100.00 less 30.00 counted before; with this 100.00',
      result: '70.00',
    });
    expect(judgeCaps(noCaps, counted, '2026-02-07')).toEqual([]);
  });

  test('leave nothing, and never less, where more was let through', () => {
    const over = [{ incurredOn: '2026-02-07', amount: '120.00' }];
    expect(judgeCaps({ ...noCaps, maximumPerDay: '100' }, over, '2026-02-07')).toMatchObject([
      { left: '0.00' },
    ]);
  });

  const anyCap = fc.option(fc.integer({ min: 1, max: 60_000 }).map(money), { nil: null });
  const anyCaps = fc.record({
    maximumPerItem: anyCap,
    maximumPerDay: anyCap,
    maximumPerWeek: anyCap,
    maximumPerAssignment: anyCap,
    weekStartsOn: fc.constantFrom(...weekdays),
  });
  const anyClaims = fc.array(
    fc.record({
      incurredOn: fc.integer({ min: 0, max: 30 }).map(day),
      amount: fc.integer({ min: 1, max: 20_000 }).map(money),
    }),
    { maxLength: 40 },
  );

  test('are never exceeded, in whatever order claims come, and refuse none that fits', () => {
    fc.assert(
      fc.property(anyCaps, anyClaims, (caps, claims) => {
        const counted: Counted[] = [];
        for (const claim of claims) {
          const broken = brokenCap(judgeCaps(caps, counted, claim.incurredOn), claim.amount);
          const after = [...counted, claim];
          expect(broken === undefined).toBe(isWithin(caps, after));
          if (!broken) counted.push(claim);
        }
        expect(isWithin(caps, counted)).toBe(true);
      }),
    );
  });

  // Told once more in another way: by calendar arithmetic and whole cents.
  function isWithin(caps: Caps, all: readonly Counted[]): boolean {
    const first = weekdays.indexOf(caps.weekStartsOn);
    const weekOf = (text: string) => {
      const date = Temporal.PlainDate.from(text);
      return date.subtract({ days: ((date.dayOfWeek % 7) - first + 7) % 7 }).toString();
    };
    const most = (bound: string | null, groupOf: (claim: Counted, place: number) => string) =>
      bound === null ||
      [
        ...Map.groupBy(
          all.map((claim, place) => [claim, groupOf(claim, place)] as const),
          ([, group]) => group,
        ).values(),
      ].every((group) => group.reduce((sum, [claim]) => sum + cents(claim.amount), 0) <= cents(bound));
    return (
      most(caps.maximumPerItem, (_claim, place) => String(place)) &&
      most(caps.maximumPerDay, ({ incurredOn }) => incurredOn) &&
      most(caps.maximumPerWeek, ({ incurredOn }) => weekOf(incurredOn)) &&
      most(caps.maximumPerAssignment, () => 'all')
    );
  }
});

describe('totals that an analyst reads', () => {
  const row: CountedTotal = {
    programId: 'p',
    categoryId: 'c',
    code: 'lodging',
    name: 'Lodging',
    month: '2026-02',
    currency: 'USD',
    expenses: 12,
    awaiting: '10.00',
    approved: '20.00',
    approvedPassThrough: '15.00',
    people: 9,
    awaitingPeople: 5,
    approvedPeople: 6,
    passThroughPeople: 6,
    otherPeople: 0,
  };

  test('tell nothing of fewer than five people, nor by what is left beside a part', () => {
    const shown = { expenses: 12, awaiting: '10.00', approved: '20.00', approvedPassThrough: '15.00' };
    expect(told(row, 5)).toMatchObject(shown);
    expect(told(row, 5)).not.toHaveProperty('people');
    expect(told({ ...row, otherPeople: 4 }, 5)).toMatchObject({ ...shown, approvedPassThrough: null });
    expect(told({ ...row, awaitingPeople: 4 }, 5)).toMatchObject({
      ...shown,
      expenses: null,
      awaiting: null,
    });
    expect(told({ ...row, approvedPeople: 1 }, 5)).toMatchObject({
      expenses: null,
      awaiting: '10.00',
      approved: null,
      approvedPassThrough: null,
    });
    expect(
      told({ ...row, people: 1, awaitingPeople: 1, approvedPeople: 1, otherPeople: 1 }, 1),
    ).toMatchObject(shown);
  });

  test('are of whole months', () => {
    expect(wholeMonths('2026-02-14', '2026-02-14')).toEqual({ from: '2026-02-01', to: '2026-02-28' });
    expect(wholeMonths(null, null)).toEqual({ from: null, to: null });
  });
});
