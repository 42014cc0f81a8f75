import { expect, test } from 'vitest';
import { assertWorkable, saysTheSame, toInterval, type Frame } from '../../src/domain/time/stated-time.ts';
import type { StatedTime } from '../../src/domain/time/model.ts';
import type { Problem } from '../../src/kernel/errors.ts';

const frame: Frame = {
  weekStartsAt: '2026-02-01T05:00:00Z',
  weekEndsAt: '2026-02-08T05:00:00Z',
  timeZone: 'America/New_York',
  days: { first: '2026-02-01', last: '2026-02-07', isSuspended: (day) => day === '2026-02-05' },
  now: '2026-02-09T00:00:00Z',
  beside: [{ startsAt: '2026-02-01T00:00:00Z', endsAt: '2026-02-01T08:00:00Z', kind: 'worked' }],
};
const span = (startsAt: string, endsAt: string, ...meals: [string, string][]): StatedTime => ({
  startsAt: `2026-02-${startsAt}Z`,
  endsAt: `2026-02-${endsAt}Z`,
  kind: 'worked',
  roles: [],
  meals: meals.map(([from, to]) => ({ startsAt: `2026-02-${from}Z`, endsAt: `2026-02-${to}Z` })),
});

function faults(...entries: StatedTime[]) {
  try {
    assertWorkable(entries, '/entries', frame);
    return [];
  } catch (error) {
    return (error as Problem).details.errors!.map(({ pointer, code }) => `${pointer} ${code}`);
  }
}

test.each<[string, StatedTime[]]>([
  ['a night with its meal', [span('03T00:00:00', '03T12:30:00', ['03T06:00:00', '03T06:30:00'])]],
  ['spans that meet', [span('03T00:00:00', '03T04:00:00'), span('03T04:00:00', '03T08:00:00')]],
  ['24 hours', [span('03T00:00:00', '04T00:00:00')]],
  ['out of the week at its end', [span('08T04:59:59', '08T12:00:00')]],
  ['right after the week beside', [span('01T08:00:00', '01T12:00:00')]],
  [
    'on call beside the work that it was called to',
    [
      { ...span('03T00:00:00', '03T12:00:00'), kind: 'on_call' },
      { ...span('03T04:00:00', '03T05:00:00'), kind: 'callback' },
    ],
  ],
  ['on call while the week beside was worked', [{ ...span('01T06:00:00', '01T12:00:00'), kind: 'on_call' }]],
  ['a meal at the very start', [span('03T00:00:00', '03T08:00:00', ['03T00:00:00', '03T00:30:00'])]],
])('%s can have been worked', (_, entries) => expect(faults(...entries)).toEqual([]));

test.each<[string, StatedTime, string]>([
  [
    'a night that begins on a suspended day',
    span('06T00:00:00', '06T08:00:00'),
    '/startsAt outside_assignment',
  ],
  ['24 hours and a millisecond', span('03T00:00:00', '04T00:00:00.001'), '/endsAt interval_too_long'],
  ['within a minute', span('03T00:00:00', '03T00:00:59'), '/endsAt interval_not_positive'],
  ['from before the week', span('01T04:59:59.999', '01T04:59:59.999'), '/startsAt outside_week'],
  ['from the next week', span('08T05:00:00', '08T09:00:00'), '/startsAt outside_week'],
  ['after now', span('08T04:00:00', '09T00:00:00.001'), '/endsAt in_the_future'],
  ['across the week beside', span('01T07:59:59', '01T09:00:00'), ' overlaps_week_beside'],
])('%s cannot', (_, entry, fault) => expect(faults(entry)).toContain(`/entries/0${fault}`));

test('meals lie in their interval, one after the other', () => {
  const entry = span(
    '03T00:00:00',
    '03T12:00:00',
    ['03T06:00:00', '03T06:30:00'],
    ['03T06:15:00', '03T06:45:00'],
  );
  expect(faults(entry)).toEqual(['/entries/0/meals/1 meals_overlap']);
  expect(faults(span('03T00:00:00', '03T12:00:00', ['03T11:45:00', '03T12:15:00']))).toEqual([
    '/entries/0/meals/0 meal_outside_interval',
  ]);
  expect(faults(span('03T00:00:00', '03T12:00:00', ['03T06:30:00', '03T06:00:00']))).toEqual([
    '/entries/0/meals/0 meal_not_positive',
  ]);
});

test('every later one of overlapping intervals is named', () => {
  const one = span('03T00:00:00', '03T12:00:00');
  expect(faults(one, one, one)).toEqual(['/entries/1 intervals_overlap', '/entries/2 intervals_overlap']);
});

test('who ended work early is told to the engine, and says something else of the same hours', () => {
  const whole = span('02T12:00:00', '02T20:00:00');
  expect(toInterval({ ...whole, endedEarly: 'by_facility' })).toMatchObject({ isCutShort: true });
  expect(toInterval({ ...whole, endedEarly: 'by_worker' })).toMatchObject({ isLeftEarly: true });
  expect(toInterval(whole)).toEqual({ start: whole.startsAt, end: whole.endsAt, meals: [] });
  expect(saysTheSame([whole], [{ ...whole, endedEarly: 'by_worker' }])).toBe(false);
});
