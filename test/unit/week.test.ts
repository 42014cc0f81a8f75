import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { workweekStartingOn } from '../../src/kernel/week.ts';
import type { WorkSpan, WorkweekStart } from '../../src/kernel/week.ts';
import { dayText, epochDay, epochMinute } from '../../src/kernel/zone.ts';

const newYork = 'America/New_York';
const sunday: WorkweekStart = { day: 'sunday', time: '00:00' };
const hoursOf = ({ start, end }: WorkSpan) => (epochMinute(end) - epochMinute(start)) / 60;

describe('a workweek', () => {
  test('is seven days of the facility', () => {
    const week = {
      startsOn: '2026-02-01',
      endsOn: '2026-02-07',
      start: '2026-02-01T05:00:00Z',
      end: '2026-02-08T05:00:00Z',
    };
    expect(workweekStartingOn('2026-02-01', sunday, newYork)).toEqual(week);
  });

  test('may begin at any hour', () => {
    const monday: WorkweekStart = { day: 'monday', time: '07:00' };
    expect(workweekStartingOn('2026-04-06', monday, 'America/Chicago')).toEqual({
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

  test('meets the next one, whatever the clock does', () => {
    const times = fc.constantFrom('00:00', '01:30', '02:30', '07:00', '23:00');
    const zones = fc.constantFrom(newYork, 'America/Havana', 'Asia/Kolkata');
    fc.assert(
      fc.property(times, zones, fc.integer({ min: 0, max: 200 }), (time, zone, weeks) => {
        const first = epochDay('2024-01-07') + 7 * weeks;
        const one = workweekStartingOn(dayText(first), { day: 'sunday', time }, zone);
        const next = workweekStartingOn(dayText(first + 7), { day: 'sunday', time }, zone);
        expect(one.end).toBe(next.start);
      }),
    );
  });
});
