import { expect, test } from 'vitest';
import type { MetricRow } from '../../src/domain/reports/index.ts';
import { figureOf, movedOf } from '../../src/domain/reviews/figures.ts';

const row = (differences: Partial<MetricRow>): MetricRow => ({
  metric: 'time_to_fill',
  definitionId: 'time_to_fill@1',
  unit: 'days',
  currency: null,
  value: '8',
  numerator: '168',
  denominator: '21',
  median: null,
  p90: null,
  isSuppressed: false,
  priorValue: '4',
  ...differences,
});

test('what moved stands beside the figure that moved: of a median nothing before it is known', () => {
  expect([figureOf(row({})), movedOf(row({}))]).toEqual(['8.0', '+100.0%']);
  expect([figureOf(row({ median: '7' })), movedOf(row({ median: '7' }))]).toEqual(['7.0', '']);
  expect(movedOf(row({ unit: 'ratio', value: '0.5', priorValue: '0.625' }))).toBe('–12.5 pt');
  expect(movedOf(row({ priorValue: '0' }))).toBe('');
  expect(movedOf(row({ priorValue: null }))).toBe('');
});
