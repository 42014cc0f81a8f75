import { expect, test } from 'vitest';
import { cut, daysBetween, lastDayOf, rangeOf, shortened, spanOf } from '../../src/kernel/day-range.ts';
import { Problem } from '../../src/kernel/errors.ts';

test('a span is read and written as Postgres does', () => {
  expect(spanOf('[2026-02-01,2026-05-03)')).toEqual({ from: '2026-02-01', until: '2026-05-03' });
  expect(rangeOf(spanOf('[2026-02-01,)'))).toBe('[2026-02-01,)');
  expect(() => spanOf('(,2026-05-03)')).toThrow(RangeError);
});

test('a span holds its first and its last day', () => {
  expect(rangeOf(daysBetween('2026-01-01', '2026-12-31'))).toBe('[2026-01-01,2027-01-01)');
  expect(rangeOf(daysBetween('2026-02-28', '2026-02-28'))).toBe('[2026-02-28,2026-03-01)');
  expect(rangeOf(daysBetween('2026-01-01', undefined))).toBe('[2026-01-01,)');
  expect(lastDayOf(spanOf('[2026-01-01,2027-01-01)'))).toBe('2026-12-31');
  expect(lastDayOf(spanOf('[2026-01-01,)'))).toBeNull();
  expect(() => daysBetween('2026-01-02', '2026-01-01')).toThrow(Problem);
});

test('a range ends earlier, never later', () => {
  expect(shortened('[2026-01-01,)', '2026-06-30')).toBe('[2026-01-01,2026-07-01)');
  expect(shortened('[2026-01-01,2026-07-01)', '2026-06-30')).toBe('[2026-01-01,2026-07-01)');
  expect(() => shortened('[2026-01-01,2026-07-01)', '2026-07-01')).toThrow(Problem);
  expect(() => shortened('[2026-01-01,)', '2025-12-31')).toThrow(Problem);
});

test.each([
  ['[2026-01-01,2026-02-01)', '[2026-02-01,)', 'untouched'],
  ['[2026-02-01,)', '[2026-01-01,2026-02-01)', 'untouched'],
  ['[2026-01-01,)', '[2026-02-01,)', ['[2026-01-01,2026-02-01)', null]],
  ['[2026-01-01,)', '[2026-01-01,)', [null, null]],
  ['[2026-03-01,)', '[2026-02-01,)', [null, null]],
  ['[2026-01-01,)', '[2026-02-01,2026-03-01)', ['[2026-01-01,2026-02-01)', '[2026-03-01,)']],
  ['[2026-01-01,2026-04-01)', '[2025-01-01,2026-03-01)', [null, '[2026-03-01,2026-04-01)']],
  ['[2026-01-01,2026-03-01)', '[2026-02-01,2026-03-01)', ['[2026-01-01,2026-02-01)', null]],
])('%s cut by %s', (held, by, left) => {
  const result = cut(spanOf(held), spanOf(by));
  const shown =
    result === 'untouched' ? result : [result.before, result.after].map((part) => part && rangeOf(part));
  expect(shown).toEqual(left);
});
