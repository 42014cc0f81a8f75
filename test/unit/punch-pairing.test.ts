import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { punchKinds, type PunchKindName } from '../../src/domain/punches/model/punch.ts';
import { entriesOfPair } from '../../src/domain/punches/pairing/entries.ts';
import { judgePunches, type PunchRules } from '../../src/domain/punches/pairing/judge.ts';
import { pairPunches } from '../../src/domain/punches/pairing/pair.ts';
import type { PairablePunch } from '../../src/domain/punches/pairing/punch.ts';
import { epochMinute } from '../../src/kernel/zone.ts';

const base = Temporal.Instant.from('2026-02-02T12:00:00Z').epochMilliseconds;
const at = (minute: number) => Temporal.Instant.fromEpochMilliseconds(base + minute * 60_000).toString();
let made = 0;
const punch = (kind: PunchKindName, minute: number, more: Partial<PairablePunch> = {}): PairablePunch => ({
  id: `p${String(made++).padStart(5, '0')}`,
  kind,
  at: at(minute),
  roles: [],
  workedUnitId: null,
  costCenterId: null,
  calledAt: null,
  isOutsideGeofence: null,
  ...more,
});
const rules: PunchRules = {
  punchEarlyMinutes: 15,
  punchLateMinutes: 15,
  longShiftHours: 16,
  mealDueHours: 6,
};
const entriesOf = (punches: readonly PairablePunch[]) => pairPunches(punches).pairs.flatMap(entriesOfPair);
const looseOf = (punches: readonly PairablePunch[]) =>
  pairPunches(punches).loose.map(({ code, at: instant }) => [code, instant]);
const codes = (
  punches: readonly PairablePunch[],
  shifts: readonly { startsAt: string; endsAt: string }[] = [],
  now = at(3_000),
) => judgePunches(punches, pairPunches(punches), { shifts, rules, now }).map(({ code }) => code);
const span = (from: number, to: number) => ({ startsAt: at(from), endsAt: at(to) });

/** A day of twelve hours with a meal. */
const day = () => [punch('in', 0), punch('meal_start', 300), punch('meal_end', 330), punch('out', 720)];

const anyPunches = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...punchKinds),
      minute: fc.integer({ min: 0, max: 6_000 }),
      unit: fc.constantFrom(null, 'a', 'b'),
    }),
    { maxLength: 40 },
  )
  .map((list) => list.map(({ kind, minute, unit }) => punch(kind, minute, { workedUnitId: unit })));

describe('whatever was punched', () => {
  test('the order in which it arrives is irrelevant', () => {
    fc.assert(
      fc.property(
        anyPunches.chain((list) =>
          fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
        ),
        ([list, shuffled]) => {
          expect(pairPunches(shuffled)).toEqual(pairPunches(list));
        },
      ),
    );
  });

  test('saying it twice changes nothing', () => {
    fc.assert(
      fc.property(
        anyPunches.chain((list) => fc.tuple(fc.constant(list), fc.subarray(list))),
        ([list, again]) => {
          expect(pairPunches([...list, ...again])).toEqual(pairPunches(list));
        },
      ),
    );
  });

  test('the stretches of a pair follow each other from coming to going, and meals lie in them', () => {
    fc.assert(
      fc.property(anyPunches, (list) => {
        for (const { startsAt, endsAt, stretches } of pairPunches(list).pairs) {
          expect(stretches[0]!.startsAt).toBe(startsAt);
          expect(stretches.at(-1)!.endsAt).toBe(endsAt);
          stretches.forEach((stretch, place) => {
            expect(stretch.startsAt).toBe(place === 0 ? startsAt : stretches[place - 1]!.endsAt);
            expect(epochMinute(stretch.startsAt)).toBeLessThan(epochMinute(stretch.endsAt));
            for (const meal of stretch.meals)
              expect([stretch.startsAt <= meal.startsAt, meal.endsAt <= stretch.endsAt]).toEqual([
                true,
                true,
              ]);
          });
        }
      }),
    );
  });

  test('intervals of one lane never overlap, last 24 hours at most and hold all minutes of their pairs', () => {
    fc.assert(
      fc.property(anyPunches, (list) => {
        const { pairs } = pairPunches(list);
        const minutes = (one: { startsAt: string; endsAt: string }) =>
          epochMinute(one.endsAt) - epochMinute(one.startsAt);
        const sum = (some: readonly { startsAt: string; endsAt: string }[]) =>
          some.reduce((total, one) => total + minutes(one), 0);
        expect(sum(pairs.flatMap(entriesOfPair))).toBe(sum(pairs));
        for (const onCall of [true, false]) {
          const lane = pairs
            .filter(({ kind }) => (kind === 'on_call') === onCall)
            .flatMap(entriesOfPair)
            .toSorted((one, other) => (one.startsAt < other.startsAt ? -1 : 1));
          lane.forEach((one, place) => {
            expect(minutes(one)).toBeLessThanOrEqual(1_440);
            if (place > 0) expect(lane[place - 1]!.endsAt <= one.startsAt).toBe(true);
          });
        }
      }),
    );
  });

  test('every coming is in a pair, still there, asked about, or pressed twice', () => {
    fc.assert(
      fc.property(anyPunches, (list) => {
        const { pairs, open, loose } = pairPunches(list);
        const known = new Set([...pairs, ...open, ...loose].map(({ punchId }) => punchId));
        const last = new Map<string, string>();
        const ordered = list.toSorted((one, other) =>
          one.at < other.at ? -1 : one.at > other.at ? 1 : one.id < other.id ? -1 : 1,
        );
        for (const one of ordered) {
          if (one.kind !== 'in' && one.kind !== 'on_call_start' && one.kind !== 'callback_start') continue;
          const before = last.get(one.kind);
          const near = before !== undefined && epochMinute(one.at) - epochMinute(before) <= 5;
          if (!near) expect(known.has(one.id), JSON.stringify(one)).toBe(true);
          last.set(one.kind, one.at);
        }
      }),
    );
  });
});

describe('pairing', () => {
  test('makes one interval with its meal', () => {
    expect(entriesOf(day())).toMatchObject([{ ...span(0, 720), kind: 'worked', meals: [span(300, 330)] }]);
  });

  test('is complete when the late punch has come', () => {
    const [came, ...rest] = day();
    expect(looseOf(rest)).toEqual([
      ['unpaired', at(300)],
      ['unpaired', at(330)],
      ['missing_in', at(720)],
    ]);
    expect(looseOf([...rest, came!])).toEqual([]);
    expect(entriesOf([...rest, came!])).toHaveLength(1);
  });

  test('leaves who came and did not go within 24 hours apart from a later going', () => {
    const list = [punch('in', 0), punch('out', 1_441)];
    expect(entriesOf(list)).toEqual([]);
    expect(looseOf(list)).toEqual([
      ['missing_out', at(0)],
      ['missing_in', at(1_441)],
    ]);
    expect(entriesOf([punch('in', 0), punch('out', 1_440)])).toHaveLength(1);
  });

  test('takes a button pressed twice for once, and a second coming for a forgotten going', () => {
    expect(entriesOf([punch('in', 0), punch('in', 3), punch('out', 480), punch('out', 482)])).toMatchObject([
      span(0, 480),
    ]);
    const forgotten = [punch('in', 0), punch('in', 600), punch('out', 1_000)];
    expect(entriesOf(forgotten)).toMatchObject([span(600, 1_000)]);
    expect(looseOf(forgotten)).toEqual([['missing_out', at(0)]]);
  });

  test('cuts at a transfer, at the end of the meal it falls in, and not where nothing changes', () => {
    const list = [
      punch('in', 0),
      punch('transfer', 100, { workedUnitId: null }),
      punch('meal_start', 200),
      punch('transfer', 210, { workedUnitId: 'icu', costCenterId: 'c1', roles: ['charge'] }),
      punch('meal_end', 230),
      punch('out', 500),
    ];
    expect(entriesOf(list)).toMatchObject([
      { ...span(0, 230), workedUnitId: null, meals: [span(200, 230)] },
      { ...span(230, 500), workedUnitId: 'icu', costCenterId: 'c1', roles: ['charge'], meals: [] },
    ]);
  });

  test('keeps a callback beside the call it came in, with the call', () => {
    const list = [
      punch('on_call_start', 0),
      punch('callback_start', 200, { calledAt: at(180) }),
      punch('callback_end', 290),
      punch('on_call_end', 900),
    ];
    expect(entriesOf(list).toSorted((one, other) => (one.startsAt < other.startsAt ? -1 : 1))).toMatchObject([
      { ...span(0, 900), kind: 'on_call' },
      { ...span(200, 290), kind: 'callback', calledAt: at(180) },
    ]);
  });

  test('states a weekend on call in intervals of a day', () => {
    const list = [punch('on_call_start', 0), punch('on_call_end', 3_600)];
    expect(entriesOf(list)).toMatchObject([span(0, 1_440), span(1_440, 2_880), span(2_880, 3_600)]);
    expect(new Set(entriesOf(list).map(({ sourceId }) => sourceId)).size).toBe(3);
  });

  test('notes a meal that was skipped, and asks about one that was not ended', () => {
    const skipped = [punch('in', 0), punch('skip_meal', 400), punch('out', 720)];
    expect(entriesOf(skipped)).toMatchObject([{ mealAttestation: 'missed' }]);
    expect(codes(skipped)).toEqual([]);
    const open = [punch('in', 0), punch('meal_start', 300), punch('out', 720)];
    expect(entriesOf(open)).toMatchObject([{ ...span(0, 720), meals: [] }]);
    expect(codes(open)).toEqual(['unpaired', 'missed_meal']);
  });

  test('makes nothing of a coming and going within one minute', () => {
    expect(pairPunches([punch('in', 0), punch('out', 0.5)])).toEqual({ pairs: [], open: [], loose: [] });
  });
});

describe('what is asked about', () => {
  test.each([
    ['within the tolerance', [0, 720], []],
    ['early', [-16, 720], ['early_in']],
    ['late', [0, 736], ['late_out']],
    ['beside the shift', [800, 1_000], ['unscheduled']],
  ])('%s', (_, [from, to], expected) => {
    const list = [
      punch('in', from!),
      punch('meal_start', from! + 60),
      punch('meal_end', from! + 90),
      punch('out', to!),
    ];
    expect(codes(list, [span(0, 720)])).toEqual(expected);
  });

  test('nothing is unscheduled where no schedule is kept', () => {
    expect(codes(day())).toEqual([]);
  });

  test('a long shift, a missed meal and a short one', () => {
    expect(codes([punch('in', 0), punch('out', 961)])).toEqual(['long_shift', 'missed_meal']);
    expect(codes([punch('in', 0), punch('out', 360)])).toEqual([]);
    expect(
      codes([punch('in', 0), punch('meal_start', 100), punch('meal_end', 129), punch('out', 500)]),
    ).toEqual(['short_meal']);
  });

  test('a going that nobody has said when the longest shift is over', () => {
    expect(codes([punch('in', 0)], [], at(959))).toEqual([]);
    expect(codes([punch('in', 0)], [], at(960))).toEqual(['missing_out']);
  });

  test('a punch far from the facility', () => {
    expect(codes([punch('in', 0, { isOutsideGeofence: true }), punch('out', 60)])).toEqual([
      'outside_geofence',
    ]);
  });
});
