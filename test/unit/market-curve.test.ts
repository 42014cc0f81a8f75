import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  asPercent,
  asRate,
  blended,
  curveOfObservations,
  curveOfPercentiles,
  rateAt,
  shareOf,
  standingOf,
  type Curve,
} from '../../src/domain/benchmarks/model/curve.ts';
import { changeBetween, yearlyGrowth } from '../../src/domain/benchmarks/model/trend.ts';
import { compareExact, exactAmount } from '../../src/kernel/exact.ts';

const lakeshore = ['88', '92', '95', '96', '98', '99', '101', '104', '106.78', '112'];
const at = (curve: Curve, percent: string) => {
  const rate = rateAt(curve, shareOf(percent));
  return rate && asRate(rate);
};
const rank = (curve: Curve, rate: string) => {
  const standing = standingOf(curve, exactAmount(rate));
  return standing && [asPercent(standing.share), standing.bound];
};

describe('a market of observations', () => {
  const curve = curveOfObservations(lakeshore.toReversed());

  test.each([
    ['0', '88.0000'],
    ['25', '95.2500'],
    ['50', '98.5000'],
    ['75', '103.2500'],
    ['90', '107.3020'],
    ['100', '112.0000'],
  ])('has at %s percent %s', (percent, rate) => expect(at(curve, percent)).toBe(rate));

  test.each([
    ['98', '44.4444'],
    ['98.50', '50.0000'],
    ['88', '0.0000'],
    ['80', '0.0000'],
    ['112', '100.0000'],
    ['130', '100.0000'],
  ])('ranks %s at %s', (rate, share) => expect(rank(curve, rate)).toEqual([share, null]));

  test('of one rate is that rate; of none nothing is known; equals rank as the lowest of them', () => {
    expect(at(curveOfObservations(['97.5']), '33')).toBe('97.5000');
    expect(at(curveOfObservations([]), '50')).toBeNull();
    expect(rank(curveOfObservations([]), '50')).toBeNull();
    expect(rank(curveOfObservations(['1', '2', '2', '2', '3']), '2')).toEqual(['25.0000', null]);
  });

  const cents = fc.integer({ min: 1, max: 50_000 });
  const decimal = (value: number) => (value / 100).toFixed(2);

  test('agrees with percentile_cont as it is defined, for any rates', () => {
    fc.assert(
      fc.property(
        fc.array(cents, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 0, max: 100 }),
        (rates, percent) => {
          const sorted = rates.toSorted((one, other) => one - other);
          const place = BigInt(percent) * BigInt(sorted.length - 1);
          const low = Number(place / 100n);
          const high = Math.min(low + 1, sorted.length - 1);
          // In hundredths of a cent, exactly.
          const exact = BigInt(sorted[low]!) * 100n + (place % 100n) * BigInt(sorted[high]! - sorted[low]!);
          const expected = `${exact / 10_000n}.${String(exact % 10_000n).padStart(4, '0')}`;
          expect(at(curveOfObservations(rates.map(decimal)), String(percent))).toBe(expected);
        },
      ),
    );
  });

  test('ranks what stands at a percentile at that percentile, where no two are alike', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(cents, { minLength: 2, maxLength: 30 }),
        fc.integer({ min: 0, max: 100 }),
        (rates, percent) => {
          const made = curveOfObservations(rates.map(decimal));
          const share = shareOf(String(percent));
          const standing = standingOf(made, rateAt(made, share)!)!;
          expect(standing.bound).toBeNull();
          expect(compareExact(standing.share, share)).toBe(0);
        },
      ),
    );
  });
});

describe('a market of percentiles', () => {
  const told = (p10: string | null, p25: string, p50: string, p75: string | null, p90: string | null) =>
    curveOfPercentiles([
      { percent: 50, rate: p50 },
      { percent: 10, rate: p10 },
      { percent: 25, rate: p25 },
      { percent: 75, rate: p75 },
      { percent: 90, rate: p90 },
    ]);
  const ohio = told('25.66', '28.17', '32.49', '38.09', '43.93');

  test('rises evenly between them, and tells nothing outside of them', () => {
    expect(at(ohio, '50')).toBe('32.4900');
    expect(at(ohio, '60')).toBe('34.7300');
    expect(at(ohio, '9.9999')).toBeNull();
    expect(at(ohio, '95')).toBeNull();
    expect(rank(ohio, '34.73')).toEqual(['60.0000', null]);
    expect(rank(ohio, '20')).toEqual(['10.0000', 'at_most']);
    expect(rank(ohio, '60')).toEqual(['90.0000', 'at_least']);
  });

  test('whose top is not shown ends below it', () => {
    const topped = told('67.30', '86.94', '102.24', null, null);
    expect(at(topped, '75')).toBeNull();
    expect(rank(topped, '200')).toEqual(['50.0000', 'at_least']);
  });
});

describe('markets together', () => {
  test('are the weighted mean at each percentile, where all know one', () => {
    const one = curveOfPercentiles([
      { percent: 25, rate: '90' },
      { percent: 50, rate: '100' },
      { percent: 75, rate: '120' },
    ]);
    const both = blended([
      { curve: one, weight: '3' },
      { curve: curveOfObservations(['80', '96', '108']), weight: '1.0' },
    ]);
    expect(at(both, '50')).toBe('99.0000');
    expect(at(both, '25')).toBe('89.5000');
    expect(at(both, '75')).toBe('115.5000');
    expect(at(both, '10')).toBeNull();
    expect(rank(both, '99')).toEqual(['50.0000', null]);
  });

  test('of which each says the same say it too, whatever they weigh', () => {
    const curve = curveOfObservations(lakeshore);
    const both = blended([
      { curve, weight: '0.2' },
      { curve, weight: '7' },
    ]);
    for (const percent of ['0', '13', '50', '90', '100']) expect(at(both, percent)).toBe(at(curve, percent));
  });

  test('of no knowledge in common know nothing', () => {
    const low = curveOfPercentiles([{ percent: 10, rate: '50' }]);
    const high = curveOfPercentiles([{ percent: 90, rate: '70' }]);
    const parts = [low, high].map((curve) => ({ curve, weight: '1' }));
    expect(blended(parts)).toEqual([]);
  });
});

test('a median that doubles in two years grows by 41.42 % a year', () => {
  const from = { p50: '30.0000', effectiveFrom: '2018-05-01' };
  expect(changeBetween('30.0000', '60.0000')).toBe('100.0000');
  expect(changeBetween(null, '60.0000')).toBeNull();
  expect(Number(yearlyGrowth(from, { p50: '60.0000', effectiveFrom: '2020-05-01' }))).toBeCloseTo(41.42, 1);
  expect(yearlyGrowth(from, from)).toBeNull();
});
