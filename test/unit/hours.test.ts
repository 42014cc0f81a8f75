import { expect, test } from 'vitest';
import { formatHours } from '../../src/kernel/hours.ts';

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
