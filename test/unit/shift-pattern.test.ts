import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { milesBetween } from '../../src/domain/shifts/board/distance.ts';
import { scheduleOf } from '../../src/domain/shifts/checking/schedule.ts';
import { occurrencesOf, wallMinutes, type Rule } from '../../src/domain/shifts/expanding/occurrences.ts';
import { weekdays } from '../../src/kernel/week.ts';

const everyDay: Rule = {
  weekdays,
  startTime: '19:00',
  endTime: '07:30',
  everyWeeks: 1,
  firstOn: '2026-01-01',
  lastOn: '2026-12-31',
  skippedOn: [],
  mealMinutes: 30,
};
const on = (day: string, zone: string, rule: Partial<Rule> = {}) =>
  occurrencesOf({ ...everyDay, ...rule }, zone, day, day)[0];
const hours = ({ startsAt, endsAt }: { startsAt: string; endsAt: string }) =>
  (Date.parse(endsAt) - Date.parse(startsAt)) / 3_600_000;

/** The zones of the United States that change their clocks, with the offset in winter; and those that do not. */
const changing = {
  'America/New_York': -5,
  'America/Detroit': -5,
  'America/Indiana/Indianapolis': -5,
  'America/Kentucky/Louisville': -5,
  'America/Chicago': -6,
  'America/Menominee': -6,
  'America/North_Dakota/Center': -6,
  'America/Denver': -7,
  'America/Boise': -7,
  'America/Los_Angeles': -8,
  'America/Anchorage': -9,
  'America/Juneau': -9,
  'America/Adak': -10,
};
const steady = {
  'America/Phoenix': -7,
  'Pacific/Honolulu': -10,
  'America/Puerto_Rico': -4,
  'Pacific/Guam': 10,
  'Pacific/Pago_Pago': -11,
};

describe('a night of 12.5 hours by the clock', () => {
  test.each(Object.entries(changing))('in %s is 11.5, 13.5 and 12.5 hours long', (zone, winter) => {
    // Clocks go forward on Sunday 2026-03-08 and back on Sunday 2026-11-01, both at 02:00.
    const spring = on('2026-03-07', zone)!;
    const fall = on('2026-10-31', zone)!;
    const plain = on('2026-07-07', zone)!;
    expect([hours(spring), hours(fall), hours(plain)]).toEqual([11.5, 13.5, 12.5]);
    expect(spring.startsAt).toBe(
      Temporal.PlainDateTime.from('2026-03-07T19:00')
        .toZonedDateTime(winter < 0 ? `-${String(-winter).padStart(2, '0')}:00` : 'UTC')
        .toInstant()
        .toString(),
    );
  });

  test.each(Object.entries(steady))('in %s is always 12.5 hours long', (zone) => {
    for (const day of ['2026-03-07', '2026-07-07', '2026-10-31']) expect(hours(on(day, zone)!)).toBe(12.5);
  });
});

describe('a time that the clock', () => {
  test.each(Object.keys(changing))('skips in %s falls as much later', (zone) => {
    const shift = on('2026-03-08', zone, { startTime: '02:30', endTime: '10:30' })!;
    const local = Temporal.Instant.from(shift.startsAt).toZonedDateTimeISO(zone);
    expect(local.toPlainTime().toString({ smallestUnit: 'minute' })).toBe('03:30');
    expect(hours(shift)).toBe(7);
    expect(shift.localDate).toBe('2026-03-08');
  });

  test.each(Object.keys(changing))('shows twice in %s is its first showing', (zone) => {
    const shift = on('2026-11-01', zone, { startTime: '01:30', endTime: '09:30' })!;
    const local = Temporal.PlainDateTime.from('2026-11-01T01:30').toZonedDateTime(zone, {
      disambiguation: 'earlier',
    });
    expect(shift.startsAt).toBe(local.toInstant().toString());
    expect(hours(shift)).toBe(9);
  });

  test('leaves no room for makes no shift', () => {
    const rule = { startTime: '02:15', endTime: '03:00', mealMinutes: 0 };
    expect(on('2026-03-08', 'America/New_York', rule)).toBeUndefined();
    expect(on('2026-03-09', 'America/New_York', rule)).toBeDefined();
  });
});

describe('a rule', () => {
  test('counts its weeks from the Sunday of its first day, and leaves exceptions out', () => {
    const rule: Rule = {
      ...everyDay,
      weekdays: ['monday', 'thursday'],
      everyWeeks: 2,
      firstOn: '2026-01-07',
      skippedOn: ['2026-01-22'],
    };
    const days = occurrencesOf(rule, 'America/Chicago', '2026-01-01', '2026-02-07').map(
      ({ localDate }) => localDate,
    );
    // The week of Sunday 01-04 is the first: its Monday is before the first day.
    expect(days).toEqual(['2026-01-08', '2026-01-19', '2026-02-02', '2026-02-05']);
  });

  test('is as long by the clock as it says', () => {
    expect(wallMinutes({ startTime: '07:00', endTime: '19:30' })).toBe(750);
    expect(wallMinutes({ startTime: '19:00', endTime: '07:30' })).toBe(750);
    expect(wallMinutes({ startTime: '07:00', endTime: '07:00' })).toBe(1440);
  });

  test('agrees with Temporal’s compatible reading, makes each day once, and parts add up to the whole', () => {
    const time = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys({ ...changing, ...steady })),
        time,
        time,
        fc.subarray([...weekdays], { minLength: 1 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 0, max: 363 }),
        (zone, startTime, endTime, days, everyWeeks, cut) => {
          const rule: Rule = { ...everyDay, startTime, endTime, weekdays: days, everyWeeks, mealMinutes: 0 };
          const first = Temporal.PlainDate.from(rule.firstOn);
          const at = (offset: number) => first.add({ days: offset }).toString();
          const all = occurrencesOf(rule, zone, rule.firstOn, rule.lastOn);
          for (const { localDate, startsAt, endsAt } of all) {
            const read = Temporal.PlainDateTime.from(`${localDate}T${startTime}`).toZonedDateTime(zone);
            expect(startsAt).toBe(read.toInstant().toString());
            expect(hours({ startsAt, endsAt })).toBeGreaterThan(0);
            expect(hours({ startsAt, endsAt })).toBeLessThanOrEqual(25);
          }
          expect(new Set(all.map(({ localDate }) => localDate)).size).toBe(all.length);
          expect([
            ...occurrencesOf(rule, zone, at(0), at(cut)),
            ...occurrencesOf(rule, zone, at(cut + 1), rule.lastOn),
          ]).toEqual(all);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('what else a worker does', () => {
  const settings = { minimumRestMinutes: 480, shiftOvertime: 'warn', lapseLeadHours: null } as const;
  const wanted = {
    startsAt: '2026-01-14T12:00:00Z',
    endsAt: '2026-01-15T00:00:00Z',
    mealMinutes: 30,
    localDate: '2026-01-14',
    timeZone: 'America/New_York',
  };
  const other = (startsAt: string, endsAt: string, seen = true, mealMinutes = 0) => ({
    id: startsAt,
    startsAt,
    endsAt,
    mealMinutes,
    seen,
  });

  test('meets it, is too close, or leaves it alone', () => {
    const meeting = scheduleOf(wanted, [other('2026-01-14T23:59:00Z', '2026-01-15T06:00:00Z')], settings);
    expect(meeting).toMatchObject({ isAvailable: false, tooClose: [] });
    const close = scheduleOf(wanted, [other('2026-01-15T07:59:00Z', '2026-01-15T12:00:00Z')], settings);
    expect(close).toMatchObject({ isAvailable: true, tooClose: [{ restMinutes: 479 }] });
    const rested = scheduleOf(wanted, [other('2026-01-15T08:00:00Z', '2026-01-15T12:00:00Z')], settings);
    expect(rested).toMatchObject({ isAvailable: true, tooClose: [] });
    const adjoining = scheduleOf(wanted, [other('2026-01-14T00:00:00Z', '2026-01-14T12:00:00Z')], {
      ...settings,
      minimumRestMinutes: 0,
    });
    expect(adjoining).toMatchObject({ isAvailable: true, tooClose: [] });
  });

  test('and is not seen shows in nothing but that the worker is not available', () => {
    const hidden = scheduleOf(
      wanted,
      [other('2026-01-15T01:00:00Z', '2026-01-15T12:00:00Z', false)],
      settings,
    );
    const meeting = scheduleOf(
      wanted,
      [other('2026-01-14T20:00:00Z', '2026-01-15T12:00:00Z', false)],
      settings,
    );
    expect(hidden).toEqual(meeting);
    expect(hidden).toMatchObject({ isAvailable: false, tooClose: [], weekMinutes: 690, overtimeMinutes: 0 });
  });

  test('counts in the workweek, Sunday 00:00 at the facility, meals left out', () => {
    const week = ['11', '12', '13'].map((day) =>
      other(`2026-01-${day}T12:00:00Z`, `2026-01-${Number(day) + 1}T00:00:00Z`, true, 30),
    );
    expect(scheduleOf(wanted, week, settings)).toMatchObject({
      weekMinutes: 4 * 690,
      overtimeMinutes: 360,
      isAvailable: true,
    });
    // Saturday night's shift counts from Sunday 00:00 Eastern, which is 05:00 UTC.
    const saturday = other('2026-01-11T00:00:00Z', '2026-01-11T12:00:00Z', true, 30);
    expect(scheduleOf(wanted, [saturday], settings).weekMinutes).toBe(690 + 7 * 60);
  });

  test('counts in the workweek of the pay policy, where one begins another day or hour, or knows no overtime', () => {
    const wednesday = { day: 'wednesday', time: '07:00', limitMinutes: 40 * 60 } as const;
    const before = other('2026-01-13T12:00:00Z', '2026-01-14T00:00:00Z');
    const after = other('2026-01-20T12:00:00Z', '2026-01-21T00:00:00Z');
    const minutes = (shift: typeof wanted) =>
      scheduleOf(shift, [before, after], settings, wednesday).weekMinutes;
    expect(minutes(wanted)).toBe(690 + 720);
    // An hour earlier it begins in the week that ends at 07:00 of that day: 30 minutes of its meal, an hour of it.
    expect(minutes({ ...wanted, startsAt: '2026-01-14T11:00:00Z' })).toBe(720 + 30);
    const week = ['11', '12', '13'].map((day) =>
      other(`2026-01-${day}T12:00:00Z`, `2026-01-${Number(day) + 1}T00:00:00Z`),
    );
    const unlimited = { day: 'sunday', time: '00:00', limitMinutes: null } as const;
    expect(scheduleOf(wanted, week, { ...settings, shiftOvertime: 'block' }, unlimited)).toMatchObject({
      weekMinutes: 3 * 720 + 690,
      overtimeMinutes: 0,
      isAvailable: true,
      isOverUnseen: false,
    });
  });
});

test('a distance is that of the great circle', () => {
  const columbus = { latitude: 39.96118, longitude: -82.99879 };
  const cleveland = { latitude: 41.49932, longitude: -81.69436 };
  expect(milesBetween(columbus, cleveland)).toBeCloseTo(126, 0);
  expect(milesBetween(columbus, columbus)).toBe(0);
  expect(milesBetween({ latitude: 0, longitude: 0 }, { latitude: 0, longitude: 180 })).toBeCloseTo(
    12_436.8,
    0,
  );
});
