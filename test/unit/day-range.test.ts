import { expect, test } from 'vitest';
import { dayRangeOf, daysOf, shortened } from '../../src/kernel/day-range.ts';
import { Problem } from '../../src/kernel/errors.ts';

test('a range holds its first and its last day', () => {
  expect(dayRangeOf('2026-01-01', '2026-12-31')).toBe('[2026-01-01,2027-01-01)');
  expect(dayRangeOf('2026-02-28', '2026-02-28')).toBe('[2026-02-28,2026-03-01)');
  expect(dayRangeOf('2026-01-01', null)).toBe('[2026-01-01,)');
  expect(daysOf('[2026-01-01,2027-01-01)')).toEqual({ from: '2026-01-01', to: '2026-12-31' });
  expect(daysOf('[2026-01-01,)')).toEqual({ from: '2026-01-01', to: null });
  expect(() => daysOf('(,)')).toThrow(RangeError);
});

test('a range ends earlier, never later', () => {
  expect(shortened('[2026-01-01,)', '2026-06-30')).toBe('[2026-01-01,2026-07-01)');
  expect(shortened('[2026-01-01,2026-07-01)', '2026-06-30')).toBe('[2026-01-01,2026-07-01)');
  expect(() => shortened('[2026-01-01,2026-07-01)', '2026-07-01')).toThrow(Problem);
  expect(() => shortened('[2026-01-01,)', '2025-12-31')).toThrow(Problem);
  expect(() => dayRangeOf('2026-01-02', '2026-01-01')).toThrow(Problem);
});
