import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keptHow, pointsOf, releasedHow } from '../../src/domain/shifts/attending/points.ts';
import { usualPoints } from '../../src/domain/programs/model.ts';
import { periodOf, weekIn } from '../../src/domain/shifts/canceling/period.ts';
import { reckonPeriod } from '../../src/domain/shifts/canceling/settle.ts';
import { dueStages, nextOpening, postedAnew } from '../../src/domain/shifts/broadcasting/plan-rules.ts';
import { assertWorked } from '../../src/domain/shifts/attending/time.ts';
import type { Problem } from '../../src/kernel/errors.ts';
import { dayText, epochDay } from '../../src/kernel/zone.ts';

const night = { startsAt: '2026-02-03T00:00:00Z', endsAt: '2026-02-03T12:30:00Z' };
const worked = (actualStartsAt: string, actualEndsAt: string) =>
  keptHow({ ...night, actualStartsAt, actualEndsAt });

test('seven minutes are on time, eight are late or early', () => {
  expect(worked('2026-02-03T00:07:00Z', '2026-02-03T12:23:00Z')).toEqual(['on_time']);
  expect(worked('2026-02-03T00:08:00Z', '2026-02-03T12:30:00Z')).toEqual(['late']);
  expect(worked('2026-02-02T23:50:00Z', '2026-02-03T12:22:00Z')).toEqual(['left_early']);
  expect(worked('2026-02-03T00:20:00Z', '2026-02-03T12:00:00Z')).toEqual(['late', 'left_early']);
});

test('what is given back counts below the notice of the program, a call-off more than a release', () => {
  expect(releasedHow(24 * 60, 'released', 24)).toBeUndefined();
  expect(releasedHow(24 * 60 - 1, 'released', 24)).toBe('released_late');
  expect(releasedHow(60, 'called_off', 24)).toBe('call_off_worker');
  expect(releasedHow(24 * 60, 'called_off', 24)).toBeUndefined();
  expect(pointsOf('no_show', usualPoints)).toBe(-100);
  expect(pointsOf('call_off_worker', usualPoints)).toBe(-50);
  expect(pointsOf('released_late', usualPoints)).toBe(-25);
  expect(pointsOf('on_time', usualPoints)).toBe(1);
});

test('periods count from the first day of the agreement, and each day lies in one week of one of them', () => {
  expect(periodOf('2026-02-03', '2026-02-01', 2)).toEqual({ startsOn: '2026-02-01', endsOn: '2026-02-14' });
  expect(periodOf('2026-02-15', '2026-02-01', 2)).toEqual({ startsOn: '2026-02-15', endsOn: '2026-02-28' });
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 3_000 }),
      fc.integer({ min: 0, max: 3_000 }),
      fc.integer({ min: 1, max: 52 }),
      (from, after, weeks) => {
        const first = epochDay('2024-01-01') + from;
        const day = dayText(first + after);
        const period = periodOf(day, dayText(first), weeks);
        expect(period.startsOn <= day && day <= period.endsOn).toBe(true);
        expect((epochDay(period.startsOn) - first) % (7 * weeks)).toBe(0);
        expect(weekIn(period, day)).toBeGreaterThanOrEqual(0);
        expect(weekIn(period, day)).toBeLessThan(weeks);
      },
    ),
  );
});

const guarantee = {
  hoursPerWeek: '36.00',
  freeCallOffs: 1,
  periodWeeks: 2,
  startsOn: '2026-02-01',
  endsOn: '2026-02-14',
};
const calledOff = (localDate: string) => ({
  startsAt: `${localDate}T12:00:00Z`,
  endsAt: `${dayText(epochDay(localDate) + 1)}T00:30:00Z`,
  mealMinutes: 30,
  localDate,
  billRate: '98.0000',
});

test('the second call-off of a period costs twelve hours, the first none (Lakeshore, step 8)', () => {
  const two = [calledOff('2026-02-03'), calledOff('2026-02-10')];
  expect(reckonPeriod(guarantee, [1440, 1440], two)).toMatchObject({ hours: '12.00', amount: '1176.00' });
  expect(reckonPeriod(guarantee, [1440, 1440], two.slice(0, 1))).toMatchObject({ amount: '0.00' });
  // An extra shift made up for it.
  expect(reckonPeriod(guarantee, [1440, 36 * 60], two)).toMatchObject({ hours: '0.00', amount: '0.00' });
});

const plan = [
  { audience: 'favorites' as const, tier: null, afterMinutes: 0 },
  { audience: 'pool' as const, tier: null, afterMinutes: 30 },
  { audience: 'tier' as const, tier: 1, afterMinutes: 120 },
];

test('stages open one after another, and after a pause as far apart as they were to', () => {
  const postedAt = '2026-02-01T10:00:00Z';
  expect(nextOpening(plan, 1, postedAt)).toBe('2026-02-01T10:30:00Z');
  expect(nextOpening(plan, 3, postedAt)).toBeNull();
  expect(dueStages(plan, 0, postedAt, '2026-02-01T10:29:59Z')).toBe(1);
  expect(dueStages(plan, 0, postedAt, '2026-02-01T12:00:00Z')).toBe(3);
  const resumed = postedAnew(plan, 1, '2026-02-02T00:00:00Z');
  expect(nextOpening(plan, 1, resumed)).toBe('2026-02-02T00:30:00Z');
  const later = postedAnew(plan, 2, '2026-02-02T00:00:00Z');
  expect(nextOpening(plan, 2, later)).toBe('2026-02-02T01:30:00Z');
});

test('work that cannot have been is refused at each of its faults', () => {
  const now = '2026-02-04T00:00:00Z';
  const codes = (work: Parameters<typeof assertWorked>[0]) => {
    try {
      assertWorked(work, now);
      return [];
    } catch (error) {
      return (error as Problem).details.errors!.map(({ code }) => code);
    }
  };
  const none = { mealStartsAt: null, mealEndsAt: null };
  expect(codes({ ...night, ...none })).toEqual([]);
  expect(codes({ startsAt: night.endsAt, endsAt: night.startsAt, ...none })).toEqual([
    'interval_not_positive',
  ]);
  expect(codes({ startsAt: '2026-02-02T00:00:00Z', endsAt: '2026-02-03T00:01:00Z', ...none })).toEqual([
    'interval_too_long',
  ]);
  expect(codes({ ...night, mealStartsAt: night.startsAt, mealEndsAt: null })).toEqual(['meal_half_stated']);
  expect(
    codes({ ...night, mealStartsAt: '2026-02-02T23:00:00Z', mealEndsAt: '2026-02-03T00:30:00Z' }),
  ).toEqual(['meal_outside_interval']);
  expect(
    codes({ ...night, endsAt: '2026-02-04T00:00:01Z', startsAt: '2026-02-03T12:00:00Z', ...none }),
  ).toEqual(['in_the_future']);
});
