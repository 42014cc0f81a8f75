import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hoursOfHundredths, hundredthsOf } from '../../src/kernel/hours.ts';
import {
  add,
  chargeForHours,
  compare,
  negate,
  parseAmount,
  parseRate,
  partOf,
} from '../../src/kernel/money.ts';
import {
  contractedHours,
  dueWarnings,
  thresholdsOf,
  weeksOf,
} from '../../src/domain/assignments/model/tenure.ts';
import { additionalCost } from '../../src/domain/assignments/model/revision.ts';
import { spliceOf } from '../../src/domain/assignments/model/terms.ts';
import { mergedChecklist } from '../../src/domain/assignments/model/onboarding.ts';
import { placementFee, placementRefund } from '../../src/domain/vendors/terms/placement.ts';

const shift = (day: string, days: number) => Temporal.PlainDate.from(day).add({ days }).toString();
const start = '2026-02-01';

const terms = {
  feeKind: 'percent_of_salary',
  feeValue: '20.0000',
  guaranteeDays: 90,
  refundKind: 'pro_rata',
  refundSteps: [],
} as const;

describe('a placement fee', () => {
  test('is a percentage of the salary, or the amount agreed', () => {
    expect(placementFee(terms, '96000.00').amount).toBe('19200.00');
    expect(placementFee({ ...terms, feeKind: 'flat', feeValue: '15000.0000' }, '1').amount).toBe('15000.00');
  });

  test('comes back by the days left of the guarantee, and not after it', () => {
    const back = (leftOn: string) =>
      placementRefund(terms, parseAmount('19200.00'), { startedOn: start, leftOn }).amount;
    // Day 30 of 90: 60 days are left.
    expect(back('2026-03-02')).toBe('-12800.00');
    expect(back(shift(start, 88))).toBe('-213.33');
    expect(back(shift(start, 89))).toBe('0.00');
    expect(back(shift(start, 90))).toBe('0.00');
  });

  test('comes back by steps where that is agreed', () => {
    const stepped = {
      ...terms,
      refundKind: 'steps' as const,
      refundSteps: [
        { throughDay: 30, percent: '100' },
        { throughDay: 60, percent: '50' },
      ],
    };
    const back = (day: number) =>
      placementRefund(stepped, parseAmount('19200.00'), { startedOn: start, leftOn: shift(start, day - 1) })
        .amount;
    expect([1, 30, 31, 60, 61, 91].map(back)).toEqual([
      '-19200.00',
      '-19200.00',
      '-9600.00',
      '-9600.00',
      '0.00',
      '0.00',
    ]);
  });

  test('never comes back in more than it was, nor more for a longer stay', () => {
    const cents = fc.integer({ min: 0, max: 10_000_000_00 });
    fc.assert(
      fc.property(
        cents,
        fc.integer({ min: 1, max: 730 }),
        fc.nat(800),
        fc.nat(50),
        (units, days, at, more) => {
          const fee = parseAmount(`${Math.floor(units / 100)}.${String(units % 100).padStart(2, '0')}`);
          const back = (after: number) =>
            placementRefund({ ...terms, guaranteeDays: days }, fee, {
              startedOn: start,
              leftOn: shift(start, after),
            }).amount;
          expect(compare(add(fee, back(at)), parseAmount('0'))).not.toBe(-1);
          expect(compare(back(at), back(at + more))).not.toBe(1);
          if (at >= days) expect(back(at)).toBe('0.00');
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

test('a part of an amount is the nearest cent, the same either way', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -1e9, max: 1e9 }),
      fc.nat(1000),
      fc.integer({ min: 1, max: 1000 }),
      (units, days, of) => {
        const value = parseAmount(
          `${units < 0 ? '-' : ''}${Math.floor(Math.abs(units) / 100)}.${String(Math.abs(units) % 100).padStart(2, '0')}`,
        );
        const part = Number(partOf(value, days, of).replace('.', ''));
        expect(Math.abs(part * of - units * days) * 2).toBeLessThanOrEqual(of);
        expect(partOf(negate(value), days, of)).toBe(negate(partOf(value, days, of)));
      },
    ),
    { numRuns: 2_000 },
  );
});

describe('what a revision costs more', () => {
  const held = [{ effective: '[2026-02-01,)', billRate: '98', hoursPerWeek: '36' }];

  test('is weeks × hours × rate of an extension', () => {
    // Eight weeks more at 96: 8 × 36 × 96.
    const asked = { from: '2026-05-03', endsOn: '2026-06-27', billRate: '96', hoursPerWeek: '36' };
    expect(additionalCost(held, '2026-05-02', asked)).toBe('27648.00');
  });

  test('is the difference for the days that stay, and nothing where they cost less', () => {
    const from = '2026-04-05';
    const endsOn = '2026-05-02';
    const dearer = { from, endsOn, billRate: '100', hoursPerWeek: '36' };
    // Four weeks of 36 hours at two more.
    expect(additionalCost(held, endsOn, dearer)).toBe('288.00');
    expect(additionalCost(held, endsOn, { ...dearer, billRate: '90' })).toBe('0.00');
    expect(additionalCost(held, endsOn, { ...dearer, endsOn: '2026-04-20', billRate: '98' })).toBe('0.00');
  });

  test('is whole weeks at the rate, whatever they are', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 104 }),
        fc.integer({ min: 1, max: 16_800 }),
        fc.integer({ min: 1, max: 9_999_999 }),
        (weeks, hundredths, units) => {
          const hoursPerWeek = hoursOfHundredths(hundredths);
          const billRate = parseRate(
            `${Math.floor(units / 10_000)}.${String(units % 10_000).padStart(4, '0')}`,
          );
          const asked = {
            from: '2026-05-03',
            endsOn: shift('2026-05-02', 7 * weeks),
            billRate,
            hoursPerWeek,
          };
          const whole = hoursOfHundredths(hundredthsOf(hoursPerWeek) * weeks);
          expect(additionalCost(held, '2026-05-02', asked)).toBe(chargeForHours(whole, billRate));
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

describe('tenure', () => {
  test('is warned of ahead of the limit and at it, once each', () => {
    const rule = { limitWeeks: 52, warnWeeks: 4 };
    expect(thresholdsOf(rule)).toEqual([48, 52]);
    expect(dueWarnings(47, rule, [])).toEqual([]);
    expect(dueWarnings(48, rule, [])).toEqual([48]);
    expect(dueWarnings(53, rule, [48])).toEqual([52]);
    expect(dueWarnings(60, rule, [48, 52])).toEqual([]);
    expect(thresholdsOf({ limitWeeks: 3, warnWeeks: 4 })).toEqual([3]);
    expect(thresholdsOf({ limitWeeks: null, warnWeeks: 4 })).toEqual([]);
  });

  test('each threshold comes up once, however the weeks are looked at', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.nat(20),
        fc.array(fc.nat(80)),
        (limitWeeks, warnWeeks, looks) => {
          const rule = { limitWeeks, warnWeeks };
          const given: number[] = [];
          for (const weeks of looks.toSorted((one, other) => one - other))
            given.push(...dueWarnings(weeks, rule, given));
          expect(new Set(given).size).toBe(given.length);
          expect(given.toSorted((one, other) => one - other)).toEqual(
            thresholdsOf(rule).filter((weeks) => looks.some((seen) => seen >= weeks)),
          );
        },
      ),
    );
  });

  test('counts whole weeks without the suspended days, and the hours agreed for them', () => {
    const stay = { from: '2026-02-01', until: '2026-05-02', suspended: [] };
    expect(weeksOf(stay)).toBe(13);
    expect(weeksOf({ ...stay, suspended: [{ from: '2026-02-08', until: '2026-02-15' }] })).toBe(12);
    expect(weeksOf({ ...stay, suspended: [{ from: '2026-04-01', until: null }] })).toBe(8);
    expect(contractedHours([{ effective: '[2026-02-01,)', hoursPerWeek: '36' }], stay)).toBe(468);
    const revised = [
      { effective: '[2026-02-01,2026-03-01)', hoursPerWeek: '36' },
      { effective: '[2026-03-01,)', hoursPerWeek: '24' },
    ];
    expect(contractedHours(revised, stay)).toBe(4 * 36 + 9 * 24);
  });
});

test('a narrower place’s word on a thing of a checklist counts', () => {
  const item = { code: 'badge', name: 'Badge', owner: 'msp', required: true, dueDaysBeforeStart: 3 } as const;
  const own = { ...item, owner: 'client', required: false } as const;
  const other = { ...item, code: 'tour' };
  expect(mergedChecklist([[item, other], [own]])).toEqual([own, other]);
});

test('terms of some days leave those of the days before and after as they were, without a gap', () => {
  const spans = fc.array(fc.tuple(fc.nat(60), fc.nat(5)), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(spans, (asked) => {
      let held: { from: string; until: string | null; terms: number }[] = [];
      const priced = (day: string) =>
        held
          .filter(({ from, until }) => from <= day && (until === null || day < until))
          .map(({ terms: each }) => each);
      for (const [terms, [at, more]] of asked.entries()) {
        const span = { from: shift(start, at), until: shift(start, at + more + 1) };
        const days = Array.from({ length: 70 }, (_, day) => shift(start, day));
        const before = new Map(days.map((day) => [day, priced(day)]));
        const lastBegan = held.at(-1)?.from;
        const { by, kept } = spliceOf(held, span);
        held = [
          ...held.flatMap((one) => {
            const until = one.until === null || by.from < one.until ? by.from : one.until;
            const met =
              (one.until === null || one.until > by.from) && (by.until === null || one.from < by.until);
            return met ? (one.from < by.from ? [{ ...one, until }] : []) : [one];
          }),
          { ...by, terms },
          ...kept.map((each) => ({ ...each.days, terms: held[each.at]!.terms })),
        ].toSorted((one, other) => (one.from < other.from ? -1 : 1));
        for (const day of days) {
          if (day >= span.from && day < span.until) expect(priced(day)).toEqual([terms]);
          else if (
            before.get(day)!.length > 0 &&
            (lastBegan === undefined || span.from <= lastBegan || day < span.from)
          )
            expect(priced(day)).toEqual(before.get(day));
          if (day >= held[0]!.from) expect(priced(day)).toHaveLength(1);
        }
      }
      expect(held.at(-1)!.until).toBeNull();
    }),
    { numRuns: 60 },
  );
});
