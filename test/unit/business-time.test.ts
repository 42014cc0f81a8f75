import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  afterWorking,
  businessTimeOf,
  workingBetween,
  type WorkingTime,
} from '../../src/domain/programs/calendar/business-time.ts';
import { federalHolidays } from '../../src/domain/programs/calendar/federal-holidays.ts';
import { defaultHours, holidaysInOrder, weeklyHours } from '../../src/domain/programs/calendar/model.ts';
import { weekdays } from '../../src/kernel/week.ts';
import { epochDay } from '../../src/kernel/zone.ts';

const eastern = (holidays: readonly string[] = [], hours = defaultHours): WorkingTime => ({
  timeZone: 'America/New_York',
  hours,
  holidays: new Set(holidays.map(epochDay)),
});
const at = (instant: string) => Temporal.Instant.from(instant).epochMilliseconds;

describe('business hours', () => {
  const time = businessTimeOf(eastern(['2026-02-16']));

  test.each([
    ['within a day', '2026-02-02T15:00:00Z', 2, '2026-02-02T17:00:00Z'],
    ['from before the day begins', '2026-02-02T05:00:00Z', 1, '2026-02-02T14:00:00Z'],
    [
      'to the last minute of a day, not to the next morning',
      '2026-02-02T13:00:00Z',
      9,
      '2026-02-02T22:00:00Z',
    ],
    ['over a weekend', '2026-02-06T21:00:00Z', 2, '2026-02-09T14:00:00Z'],
    ['over a weekend and a day off', '2026-02-13T21:00:00Z', 2, '2026-02-17T14:00:00Z'],
    ['from a weekend', '2026-02-07T12:00:00Z', 4, '2026-02-09T17:00:00Z'],
    ['none at all', '2026-02-07T12:00:00Z', 0, '2026-02-07T12:00:00Z'],
    ['a hundredth', '2026-02-02T15:00:00Z', '0.01', '2026-02-02T15:00:36Z'],
    [
      'over the clock’s change: the wall moves, the hours do not',
      '2026-03-06T21:00:00Z',
      2,
      '2026-03-09T13:00:00Z',
    ],
  ])('pass %s', (_, from, hours, until) => {
    expect(time.addHours(from, hours)).toBe(until);
    expect(Number(time.hoursBetween(from, until))).toBeCloseTo(Number(hours), 1);
  });

  test('are fewer on the night when the clock jumps, and more when it falls back', () => {
    const nights = businessTimeOf(
      eastern(
        [],
        weekdays.map((weekday) => ({ weekday, from: '00:00', to: '24:00' })),
      ),
    );
    expect(nights.hoursBetween('2026-03-08T05:00:00Z', '2026-03-09T04:00:00Z')).toBe('23.00');
    expect(nights.hoursBetween('2026-11-01T04:00:00Z', '2026-11-02T05:00:00Z')).toBe('25.00');
    const skipped = businessTimeOf(eastern([], [{ weekday: 'sunday', from: '02:00', to: '03:00' }]));
    expect(skipped.hoursBetween('2026-03-08T00:00:00Z', '2026-03-09T00:00:00Z')).toBe('0.00');
  });

  test('are counted back as fewer than none', () => {
    expect(time.hoursBetween('2026-02-02T17:00:00Z', '2026-02-02T15:00:00Z')).toBe('-2.00');
  });
});

const clock = fc.integer({ min: 0, max: 95 }).map((quarter) => {
  const [hour, minute] = [Math.floor(quarter / 4), (quarter % 4) * 15];
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
});
const calendar: fc.Arbitrary<WorkingTime> = fc.record({
  timeZone: fc.constantFrom('America/New_York', 'America/Los_Angeles', 'Australia/Lord_Howe', 'UTC'),
  hours: fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1, maxLength: 7 }).chain((days) =>
    fc.tuple(
      ...days.map((weekday) =>
        fc.tuple(clock, clock).map(([one, other]) => {
          const [from, to] = one < other ? [one, other] : [other, one];
          return { weekday, from, to: from === to ? '24:00' : to };
        }),
      ),
    ),
  ),
  holidays: fc
    .array(fc.integer({ min: epochDay('2026-01-01'), max: epochDay('2027-12-31') }), { maxLength: 30 })
    .map((days) => new Set(days)),
});
const instant = fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2027-06-01T00:00:00Z') });
const span = fc.integer({ min: 0, max: 60 * 3_600_000 });

describe('whatever the calendar', () => {
  test('what is added one after the other is added together', () => {
    fc.assert(
      fc.property(calendar, instant, span, span, (time, since, one, other) => {
        expect(afterWorking(afterWorking(since, one, time), other, time)).toBe(
          afterWorking(since, one + other, time),
        );
      }),
      { numRuns: 150 },
    );
  });

  test('between an instant and what was added to it lies just that', () => {
    fc.assert(
      fc.property(calendar, instant, span, (time, since, added) => {
        const until = afterWorking(since, added, time);
        expect(workingBetween(since, until, time)).toBe(added);
        expect(workingBetween(until, since, time) + added).toBe(0);
        if (added > 0) expect(workingBetween(since, until - 1, time)).toBe(added - 1);
      }),
      { numRuns: 150 },
    );
  });

  test('later is never earlier, and parts of a time add up to it', () => {
    fc.assert(
      fc.property(calendar, instant, instant, instant, span, (time, one, two, three, added) => {
        const [first, second, third] = [one, two, three].toSorted((a, b) => a - b) as [
          number,
          number,
          number,
        ];
        expect(afterWorking(first, added, time)).toBeLessThanOrEqual(afterWorking(second, added, time));
        expect(workingBetween(first, second, time) + workingBetween(second, third, time)).toBe(
          workingBetween(first, third, time),
        );
      }),
      { numRuns: 60 },
    );
  });
});

describe('a calendar as it is said', () => {
  const monday = { weekday: 'monday' as const };
  test.each([
    ['a span that ends before it begins', [{ ...monday, from: '17:00', to: '08:00' }], 'before_start'],
    [
      'spans that overlap',
      [
        { ...monday, from: '12:00', to: '17:00' },
        { ...monday, from: '08:00', to: '12:01' },
      ],
      'overlaps',
    ],
    ['a week of less than an hour', [{ ...monday, from: '08:00', to: '08:59' }], 'too_few'],
  ])('is refused with %s', (_, hours, code) => {
    expect(() => weeklyHours(hours)).toThrow(
      expect.objectContaining({
        details: expect.objectContaining({ errors: [expect.objectContaining({ code })] }),
      }),
    );
  });

  test('stands in the order of the week, and of the year', () => {
    const afternoon = { ...monday, from: '13:00', to: '24:00' };
    const morning = { ...monday, from: '08:00', to: '13:00' };
    const sunday = { weekday: 'sunday' as const, from: '09:00', to: '10:00' };
    expect(weeklyHours([afternoon, morning, sunday])).toEqual([sunday, morning, afternoon]);
    const [spring, winter] = [
      { on: '2026-04-03', name: 'Spring' },
      { on: '2026-01-02', name: 'Winter' },
    ];
    expect(holidaysInOrder([spring, winter])).toEqual([winter, spring]);
    expect(() => holidaysInOrder([spring, spring])).toThrow();
  });
});

describe('federal holidays', () => {
  // As published by the Office of Personnel Management for these years.
  test.each([
    [
      2026,
      '2026-01-01 2026-01-19 2026-02-16 2026-05-25 2026-06-19 2026-07-03 2026-09-07 2026-10-12 2026-11-11 2026-11-26 2026-12-25',
    ],
    [
      2027,
      '2027-01-01 2027-01-18 2027-02-15 2027-05-31 2027-06-18 2027-07-05 2027-09-06 2027-10-11 2027-11-11 2027-11-25 2027-12-24 2027-12-31',
    ],
    [
      2022,
      '2022-01-17 2022-02-21 2022-05-30 2022-06-20 2022-07-04 2022-09-05 2022-10-10 2022-11-11 2022-11-24 2022-12-26',
    ],
  ])('of %i lie on the days on which they are observed', (year, days) => {
    expect(federalHolidays(year).map(({ on }) => on)).toEqual(days.split(' '));
  });

  test('say where they are observed on another day', () => {
    expect(federalHolidays(2026)[5]).toEqual({ on: '2026-07-03', name: 'Independence Day (observed)' });
  });

  test('are none of a weekend in any year', () => {
    for (let year = 2022; year <= 2150; year += 1)
      for (const { on } of federalHolidays(year))
        expect(Temporal.PlainDate.from(on).dayOfWeek).toBeLessThanOrEqual(5);
  });
});
