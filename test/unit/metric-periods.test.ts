import { describe, expect, test } from 'vitest';
import { isOf, isSumOf } from '../../src/domain/reports/metrics/additive.ts';
import { metricNamed } from '../../src/domain/reports/metrics/catalog/index.ts';
import { distanceOf, earlierDays, laterDay } from '../../src/domain/reports/metrics/comparison.ts';
import type { MetricQuestion } from '../../src/domain/reports/metrics/question.ts';
import { isOfWhole } from '../../src/domain/reports/metrics/whole-periods.ts';

const before = (question: Partial<MetricQuestion>) => {
  const asked = { metrics: [], ...question };
  return earlierDays(asked, distanceOf(asked)!);
};

describe('what is compared with', () => {
  test.each([
    // Whole months are compared with as many before them, however long.
    [{ from: '2026-01-01', to: '2026-03-31' }, '2025-10-01', '2025-12-31'],
    [{ from: '2026-03-01', to: '2026-03-31' }, '2026-02-01', '2026-02-28'],
    [{ from: '2026-01-01', to: '2026-12-31' }, '2025-01-01', '2025-12-31'],
    // Other days with as many days.
    [{ from: '2026-03-03', to: '2026-03-12' }, '2026-02-21', '2026-03-02'],
    [{ from: '2026-02-01', to: '2026-02-07' }, '2026-01-25', '2026-01-31'],
    // By a grain, each period with the one before.
    [{ from: '2026-01-01', to: '2026-03-31', grain: 'month' }, '2025-12-01', '2026-02-28'],
    [{ from: '2026-01-01', to: '2026-06-30', grain: 'quarter' }, '2025-10-01', '2026-03-31'],
    [{ from: '2026-02-01', to: '2026-02-14', grain: 'week' }, '2026-01-25', '2026-02-07'],
  ] as const)('%o begins %s and ends %s', (days, from, to) => {
    expect(before({ ...days, compare: 'prior_period' })).toEqual({ from, to });
  });

  test.each([
    [{ from: '2024-02-01', to: '2024-02-29' }, '2023-02-01', '2023-02-28'],
    [{ from: '2025-02-01', to: '2025-02-28' }, '2024-02-01', '2024-02-29'],
    [{ from: '2026-02-01', to: '2026-02-07', grain: 'week' }, '2025-02-02', '2025-02-08'],
  ] as const)('%o a year before begins %s and ends %s', (days, from, to) => {
    expect(before({ ...days, compare: 'prior_year' })).toEqual({ from, to });
  });

  test('a period stands beside the one that is so much later', () => {
    expect(laterDay('2025-12-01', { months: 1 })).toBe('2026-01-01');
    expect(laterDay('2025-01-26', { weeks: 52 })).toBe('2026-01-25');
    // Else it would stand where the 28th does.
    expect(laterDay('2024-02-28', { years: 1 })).toBe('2025-02-28');
    expect(laterDay('2024-02-29', { years: 1 })).toBeUndefined();
  });

  test('is nothing without a length', () => {
    expect(distanceOf({ metrics: [], compare: 'prior_period', from: '2026-01-01' })).toBeUndefined();
    expect(distanceOf({ metrics: [], from: '2026-01-01', to: '2026-01-31' })).toBeUndefined();
  });
});

describe('kept sums answer', () => {
  test.each([
    ['day', { grain: 'week', from: '2026-02-03', to: '2026-02-05' }, true],
    ['week', { grain: 'week', from: '2026-02-01', to: '2026-02-14' }, true],
    ['week', { grain: 'week', from: '2026-02-02', to: '2026-02-14' }, false],
    ['week', { grain: 'month', from: '2026-02-01', to: '2026-02-28' }, false],
    ['month', { grain: 'quarter', from: '2026-01-01', to: '2026-03-31' }, true],
    ['month', { from: '2026-01-01', to: '2026-03-30' }, false],
    ['month', { grain: 'week' }, false],
    ['month', {}, true],
  ] as const)('by %s: %o: %s', (kept, question, is) => {
    expect(isOfWhole(kept, question)).toBe(is);
  });

  const columns = new Set(['amount', 'minutes', 'hour_type']);
  test.each([
    [{ numerator: 'sum(amount)' }, true],
    [{ numerator: "sum(minutes) filter (where hour_type = 'overtime')", denominator: 'sum(minutes)' }, true],
    [{ numerator: 'coalesce(sum(amount), 0) - sum(minutes)' }, true],
    [{ numerator: 'sum(amount)', denominator: 'count(*)' }, false],
    [{ numerator: 'count(distinct worker_id)' }, false],
    [{ numerator: 'sum(amount * minutes)' }, false],
    [{ numerator: 'sum(amount) filter (where worker_id is not null)' }, false],
    [{ numerator: 'sum(amount) filter (where due_at < :now)' }, false],
    [{ numerator: 'max(amount)' }, false],
    [{ numerator: 'sum(amount)', distribution: { value: 'amount' } }, false],
  ])('%o: %s', (metric, is) => {
    expect(isSumOf(metric, columns)).toBe(is);
  });

  test('rows that are kept tell a distribution where they have every column that it names', () => {
    const cycle = metricNamed('approval_cycle')!;
    expect(isOf(cycle, new Set(['approved_on', 'approval_hours']))).toBe(true);
    expect(isOf(cycle, new Set(['approved_on', 'due']))).toBe(false);
    expect(isSumOf(cycle, new Set(['approved_on', 'approval_hours']))).toBe(false);
  });
});
