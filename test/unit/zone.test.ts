import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  boundaryAt,
  epochDay,
  epochMinute,
  instantAt,
  localDate,
  wallMinute,
} from '../../src/kernel/zone.ts';
import { instantOf } from '../support/local-time.ts';

interface Vector {
  zone: string;
  start_local: string;
  end_local: string;
  start_utc: string;
  end_utc: string;
  elapsed_hours: string;
}

const vectors = parse<Vector>(readFileSync('test/fixtures/tz_night_shift_vectors.csv', 'utf8'), {
  columns: true,
});
const newYork = 'America/New_York';
test('all 216 shifts across clock changes last as long as time really passed', () => {
  expect(vectors).toHaveLength(216);
  for (const { zone, start_local, end_local, start_utc, end_utc, elapsed_hours } of vectors) {
    const start = instantOf(start_local, zone);
    const end = instantOf(end_local, zone);
    expect([start, end]).toEqual([start_utc, end_utc]);
    expect(epochMinute(end) - epochMinute(start)).toBe(Number(elapsed_hours) * 60);
    expect(boundaryAt(epochDay(start_local.slice(0, 10)), start_local.slice(11, 16), zone)).toBe(
      epochMinute(start),
    );
    expect(localDate(start, zone)).toBe(start_local.slice(0, 10));
  }
});

test.each(['Mars/Olympus', '+05:00', ''])('%j is no zone', (zone) => {
  expect(() => localDate('2026-02-01T00:00:00Z', zone)).toThrow(RangeError);
});

test('a boundary that the clock skips falls as much later, one shown twice at the first showing', () => {
  expect(instantAt(boundaryAt(epochDay('2026-03-08'), '02:30', newYork))).toBe('2026-03-08T07:30:00Z');
  expect(instantAt(boundaryAt(epochDay('2026-11-01'), '01:30', newYork))).toBe('2026-11-01T05:30:00Z');
});

test('the offset changes with the very minute of the clock change', () => {
  const change = epochMinute('2026-03-08T07:00:00Z');
  expect(wallMinute(change - 1, newYork)).toBe(change - 1 - 300);
  expect(wallMinute(change, newYork)).toBe(change - 240);
});

test('the table of offsets says what Temporal says', () => {
  const zones = [newYork, 'America/Adak', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'America/Havana', 'UTC'];
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: epochMinute('1972-01-02T00:00Z'), max: epochMinute('2199-12-30T00:00Z') }),
      (zone, minute) => {
        const there = Temporal.Instant.from(instantAt(minute)).toZonedDateTimeISO(zone);
        expect(wallMinute(minute, zone) - minute).toBe(there.offsetNanoseconds / 60e9);
        expect(localDate(instantAt(minute), zone)).toBe(there.toPlainDate().toString());
        const time = there.toPlainTime().toString({ smallestUnit: 'minute' });
        const wall = there.toPlainDateTime().toZonedDateTime(zone, { disambiguation: 'compatible' });
        const boundary = boundaryAt(epochDay(there.toPlainDate().toString()), time, zone);
        expect(instantAt(boundary)).toBe(wall.toInstant().toString());
      },
    ),
    { numRuns: 2000 },
  );
});
