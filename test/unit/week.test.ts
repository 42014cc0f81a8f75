import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { workdayHolding, workweekHolding, workweekStartingOn } from '../../src/kernel/week.ts';
import type { WorkSpan, WorkweekStart } from '../../src/kernel/week.ts';
import { epochMinute, instantAt } from '../../src/kernel/zone.ts';

const newYork = 'America/New_York';
const sunday: WorkweekStart = { day: 'sunday', time: '00:00' };
const hoursOf = ({ start, end }: WorkSpan) => (epochMinute(end) - epochMinute(start)) / 60;

describe('a workweek', () => {
  test('is the seven days that hold an instant', () => {
    const week = {
      startsOn: '2026-02-01',
      endsOn: '2026-02-07',
      start: '2026-02-01T05:00:00Z',
      end: '2026-02-08T05:00:00Z',
    };
    expect(workweekHolding('2026-02-01T05:00:00Z', sunday, newYork)).toEqual(week);
    expect(workweekHolding('2026-02-08T04:59:59Z', sunday, newYork)).toEqual(week);
    expect(workweekStartingOn('2026-02-01', sunday, newYork)).toEqual(week);
    expect(workweekHolding('2026-02-08T05:00:00Z', sunday, newYork).startsOn).toBe('2026-02-08');
  });

  test('may begin at any hour', () => {
    const monday: WorkweekStart = { day: 'monday', time: '07:00' };
    expect(workweekHolding('2026-04-06T11:59:00Z', monday, 'America/Chicago').startsOn).toBe('2026-03-30');
    expect(workweekHolding('2026-04-06T12:00:00Z', monday, 'America/Chicago')).toEqual({
      startsOn: '2026-04-06',
      endsOn: '2026-04-13',
      start: '2026-04-06T12:00:00Z',
      end: '2026-04-13T12:00:00Z',
    });
  });

  test.each([
    ['2026-02-01', newYork, 168],
    ['2026-03-08', newYork, 167],
    ['2026-11-01', newYork, 169],
    ['2026-03-08', 'America/Phoenix', 168],
  ])('beginning on %s in %s has %i hours', (startsOn, zone, hours) => {
    expect(hoursOf(workweekStartingOn(startsOn, sunday, zone))).toBe(hours);
  });

  test('does not begin on another weekday', () => {
    expect(() => workweekStartingOn('2026-02-02', sunday, newYork)).toThrow(RangeError);
  });

  test('holds its instant and meets its neighbors', () => {
    const start = fc.record({
      day: fc.constantFrom('sunday', 'monday', 'saturday'),
      time: fc.constantFrom('00:00', '01:30', '02:30', '07:00', '23:00'),
    });
    const minute = fc.integer({
      min: epochMinute('2024-01-01T00:00Z'),
      max: epochMinute('2028-01-01T00:00Z'),
    });
    fc.assert(
      fc.property(
        start,
        minute,
        fc.constantFrom(newYork, 'America/Havana', 'Asia/Kolkata'),
        (at, moment, zone) => {
          const week = workweekHolding(instantAt(moment), at as WorkweekStart, zone);
          expect(epochMinute(week.start) <= moment && moment < epochMinute(week.end)).toBe(true);
          expect(workweekStartingOn(week.startsOn, at as WorkweekStart, zone)).toEqual(week);
          expect(workweekHolding(week.end, at as WorkweekStart, zone).start).toBe(week.end);
        },
      ),
    );
  });
});

test('a workday runs from its time to the same time on the next day', () => {
  expect(workdayHolding('2026-02-03T11:59:00Z', '07:00', newYork).startsOn).toBe('2026-02-02');
  expect(workdayHolding('2026-02-03T12:00:00Z', '07:00', newYork)).toEqual({
    startsOn: '2026-02-03',
    endsOn: '2026-02-04',
    start: '2026-02-03T12:00:00Z',
    end: '2026-02-04T12:00:00Z',
  });
  expect(hoursOf(workdayHolding('2026-03-08T12:00:00Z', '00:00', newYork))).toBe(23);
});
