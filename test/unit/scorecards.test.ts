import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  breach,
  isBelow,
  isRecovered,
  stillHolds,
  type Floor,
} from '../../src/domain/governance/scoring/judge.ts';
import { periodAfter, periodFrom, periodOf } from '../../src/domain/governance/scoring/period.ts';
import { areOne, isTarget, scoreOf, type Aim } from '../../src/domain/governance/scoring/score.ts';
import { cameUpon, standingAfter, standingFor, worst } from '../../src/domain/governance/scoring/standing.ts';

const part = (
  weight: string,
  better: Aim['better'],
  target: string,
  numerator: string | null,
  denominator: string | null = null,
) => ({
  aim: { weight, better, target },
  measured: numerator === null ? null : { numerator, denominator },
});

/** Lakeshore, step 16. */
const lakeshore = [
  part('0.30', 'higher', '0.85', '40', '50'),
  part('0.20', 'lower', '24', '30'),
  part('0.15', 'higher', '0.50', '0.54'),
  part('0.20', 'higher', '1', '305', '312'),
  part('0.15', 'lower', '0.05', '1', '12'),
];

describe('a score', () => {
  test('is Σ weight × attainment, each at most 1', () => {
    const { score, parts } = scoreOf(lakeshore, 'unrated');
    expect(score).toBe('87.79');
    expect(parts.map(({ attainment }) => attainment)).toEqual([
      '0.941176',
      '0.800000',
      '1.000000',
      '0.977564',
      '0.600000',
    ]);
    expect(parts.map(({ points }) => points)).toEqual(['28.2353', '16.0000', '15.0000', '19.5513', '9.0000']);
    expect(parts[4]!.actual).toBe('0.083333');
  });

  const unknown = [part('0.4', 'higher', '1', '1'), part('0.6', 'higher', '1', null)];
  test('counts what is not known as its rule says', () => {
    expect(scoreOf(unknown, 'zero').score).toBe('40.00');
    expect(scoreOf(unknown, 'reweigh').score).toBe('100.00');
    expect(scoreOf(unknown, 'unrated').score).toBeNull();
    expect(scoreOf([unknown[1]!], 'zero').score).toBeNull();
  });

  test('is not undone by what weighs nothing, nor made by it', () => {
    const watched = part('0', 'lower', '0', null);
    expect(scoreOf([part('1', 'higher', '2', '1'), watched], 'unrated').score).toBe('50.00');
    expect(
      scoreOf([part('1', 'higher', '2', null), part('0', 'lower', '1', '0')], 'reweigh').score,
    ).toBeNull();
  });

  test('knows nothing over nothing, and takes no harm from nothing', () => {
    expect(scoreOf([part('1', 'higher', '1', '0', '0')], 'zero').score).toBeNull();
    expect(scoreOf([part('1', 'lower', '0', '0')], 'zero').score).toBe('100.00');
    expect(scoreOf([part('1', 'lower', '0', '3')], 'zero').score).toBe('0.00');
    expect(scoreOf([part('1', 'higher', '1', '-3')], 'zero').score).toBe('0.00');
    expect(isTarget({ target: '0', better: 'lower' })).toBe(true);
    expect(isTarget({ target: '0', better: 'higher' })).toBe(false);
    expect(areOne(['0.3', '0.7000'])).toBe(true);
    expect(areOne(['0.3', '0.7001'])).toBe(false);
  });

  test('lies between 0 and 100, and never falls where a measure gets better', () => {
    const hundredths = (most: number) => fc.integer({ min: 0, max: most }).map((n) => (n / 100).toFixed(2));
    const one = fc.record({
      better: fc.constantFrom('higher' as const, 'lower' as const),
      target: fc.integer({ min: 1, max: 900 }).map((n) => (n / 100).toFixed(2)),
      actual: hundredths(1_000),
      gain: hundredths(500),
    });
    fc.assert(
      fc.property(fc.tuple(one, one), fc.integer({ min: 0, max: 100 }), ([first, second], share) => {
        const weights = [(share / 100).toFixed(2), ((100 - share) / 100).toFixed(2)];
        const scored = (improved: boolean) =>
          Number(
            scoreOf(
              [first, second].map(({ better, target, actual, gain }, place) => {
                const moved = Number(actual) + (better === 'higher' ? Number(gain) : -Number(gain));
                return part(
                  weights[place]!,
                  better,
                  target,
                  improved ? Math.max(0, moved).toFixed(2) : actual,
                );
              }),
              'unrated',
            ).score,
          );
        expect(scored(false)).toBeGreaterThanOrEqual(0);
        expect(scored(true)).toBeLessThanOrEqual(100);
        expect(scored(true)).toBeGreaterThanOrEqual(scored(false));
      }),
    );
  });
});

describe('a period', () => {
  test('is a calendar month or quarter', () => {
    expect(periodOf('quarter', '2026-02-28')).toEqual({ from: '2026-01-01', to: '2026-03-31' });
    expect(periodOf('month', '2028-02-10')).toEqual({ from: '2028-02-01', to: '2028-02-29' });
    expect(periodAfter('quarter', '2026-12-31')).toEqual({ from: '2027-01-01', to: '2027-03-31' });
    expect(periodAfter('month', '2026-03-31', -1)).toEqual({ from: '2026-02-01', to: '2026-02-28' });
    expect(() => periodFrom('quarter', '2026-02-01', '/periodFrom')).toThrow();
  });
});

describe('a floor', () => {
  const floor: Floor = { threshold: '70', better: 'higher', consecutivePeriods: 2, recoveryPeriods: 2 };
  const found = (...values: (string | null)[]) =>
    values.map((value, month) => ({ from: `2026-0${month + 1}-01`, value }));

  test('is broken below it, not on it', () => {
    expect(isBelow(floor, '69.99')).toBe(true);
    expect(isBelow(floor, '70.00')).toBe(false);
    expect(isBelow({ threshold: '0.05', better: 'lower' }, '0.050001')).toBe(true);
  });

  test('brings a consequence after so many periods in a row, the latest among them', () => {
    expect(breach(floor, found('60', '60'), null)?.map(({ from }) => from)).toEqual([
      '2026-01-01',
      '2026-02-01',
    ]);
    expect(breach(floor, found('60'), null)).toBeNull();
    expect(breach(floor, found('60', null, '60'), null)).toBeNull();
    expect(breach(floor, found('60', '60', '80'), null)).toBeNull();
    // What an ended consequence rested on does not count again.
    expect(breach(floor, found('60', '60', '60'), '2026-02-01')).toBeNull();
    expect(breach(floor, found('60', '60', '60', '60'), '2026-02-01')).toHaveLength(2);
  });

  test('is made good by so many periods in a row after it', () => {
    expect(isRecovered(floor, found('60', '60', '70', '90'), '2026-02-01')).toBe(true);
    expect(isRecovered(floor, found('60', '60', '90'), '2026-02-01')).toBe(false);
    expect(isRecovered(floor, found('60', '60', '90', null, '90'), '2026-02-01')).toBe(false);
    expect(isRecovered({ ...floor, recoveryPeriods: null }, found('60', '90', '90'), '2026-01-01')).toBe(
      false,
    );
  });
});

describe('what a consequence rests on', () => {
  test('holds as long as each of its periods is known to be below the floor', () => {
    const floor = { threshold: '70', better: 'higher' } as const;
    const months = (...values: (string | null)[]) =>
      values.map((value, month) => ({ from: `2026-0${month + 1}-01`, value }));
    const two = ['2026-01-01', '2026-02-01'];
    expect(stillHolds(floor, months('60', '60', '90'), two)).toBe(true);
    expect(stillHolds(floor, months('60', '70'), two)).toBe(false);
    expect(stillHolds(floor, months('60', null), two)).toBe(false);
    expect(stillHolds(floor, months('60').slice(1), two)).toBe(true);
  });
});

describe('a standing', () => {
  test('goes back to what it was, as far as nothing else holds it', () => {
    const probation = { kind: 'probation', standingBefore: 'good' } as const;
    const restricted = { kind: 'no_new_releases', standingBefore: 'good' } as const;
    expect(standingAfter(restricted, [], 'no_new_releases')).toBe('good');
    expect(standingAfter(restricted, [probation], 'no_new_releases')).toBe('probation');
    expect(standingAfter(probation, [restricted], 'no_new_releases')).toBeNull();
    expect(standingAfter({ ...restricted, standingBefore: 'probation' }, [], 'no_new_releases')).toBe(
      'probation',
    );
    // Somebody restored it by hand meanwhile.
    expect(standingAfter(restricted, [], 'good')).toBeNull();
    expect(standingAfter({ kind: 'warn', standingBefore: 'good' }, [], 'good')).toBeNull();
    expect(worst([])).toBe('good');
    expect(standingFor.exit).toBe('exited');
  });

  test('is passed on to those that came upon it, by what made it so alone', () => {
    const later = { kind: 'no_new_releases', standingBefore: 'probation' } as const;
    expect(cameUpon(later, { kind: 'probation', standingBefore: 'good' })).toBe(true);
    expect(cameUpon(later, { kind: 'warn', standingBefore: 'good' })).toBe(false);
    // It stood so already, by somebody's hand.
    expect(cameUpon(later, { kind: 'probation', standingBefore: 'no_new_releases' })).toBe(false);
    // A warning never made it good.
    const fromGood = { kind: 'probation', standingBefore: 'good' } as const;
    expect(cameUpon(fromGood, { kind: 'warn', standingBefore: 'probation' })).toBe(false);
  });
});
