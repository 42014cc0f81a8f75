import { expect, test } from 'vitest';
import { fitWeek, formatHours, minutesOf, parseHours } from '../../src/kernel/hours.ts';

test.each([
  [2475, '41.25'],
  [0, '0.00'],
  [3, '0.05'],
  [1, '0.0167'],
  [80, '1.3333'],
  [100, '1.6667'],
  [-75, '-1.25'],
  [-1, '-0.0167'],
])('%i minutes read as %s hours', (minutes, hours) => expect(formatHours(minutes)).toBe(hours));

test('minutes are whole', () => expect(() => formatHours(1.5)).toThrow(RangeError));

test('hours are decimals of two places at most', () => {
  expect([parseHours('36'), parseHours('0.5'), parseHours('36.25')]).toEqual(['36.00', '0.50', '36.25']);
  for (const text of ['-1', '1.005', '01', '', '1e2']) expect(() => parseHours(text)).toThrow(RangeError);
});

test('hours are minutes where those are whole', () => {
  expect([minutesOf('36.25'), minutesOf('0.05'), minutesOf('0.01')]).toEqual([2175, 3, undefined]);
  expect(minutesOf('99999999999999999')).toBeUndefined();
});

test('a week has more than 0 and at most 168 hours', () => {
  expect(['0', '0.01', '168.00', '168.01'].map(fitWeek)).toEqual([false, true, true, false]);
});
