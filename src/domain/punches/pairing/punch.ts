import type { PunchKindName } from '../model/punch.ts';

/** A punch as pairing sees it: `at` is the instant that counts for it, in UTC. */
export interface PairablePunch {
  id: string;
  kind: PunchKindName;
  at: string;
  roles: readonly string[];
  workedUnitId: string | null;
  costCenterId: string | null;
  calledAt: string | null;
  isOutsideGeofence: boolean | null;
}

/** A part of a pair in one place, as what it was worked. */
export interface Stretch {
  punchId: string;
  startsAt: string;
  endsAt: string;
  meals: { startsAt: string; endsAt: string }[];
  roles: readonly string[];
  workedUnitId: string | null;
  costCenterId: string | null;
}

export type PairKind = 'worked' | 'callback' | 'on_call';

/** From coming to going, in stretches that follow each other without a gap. */
export interface Pair {
  kind: PairKind;
  punchId: string;
  startsAt: string;
  endsAt: string;
  stretches: Stretch[];
  isMealSkipped: boolean;
  calledAt: string | null;
}

/** Somebody who came and has not gone. */
export interface OpenPair {
  kind: PairKind;
  punchId: string;
  startsAt: string;
  mealSince: string | null;
  workedUnitId: string | null;
}

/** A punch that has no counterpart. */
export interface LoosePunch {
  code: 'missing_in' | 'missing_out' | 'unpaired';
  punchId: string;
  at: string;
  detail: string;
}

export interface Paired {
  pairs: Pair[];
  open: OpenPair[];
  loose: LoosePunch[];
}

export const milliseconds = (instant: string): number => Temporal.Instant.from(instant).epochMilliseconds;

const hour = 3_600_000;
/** Who comes and does not go within so long is not paired with a later going. */
export const longestWork = 24 * hour;
export const longestOnCall = 7 * 24 * hour;
/** The same word again within so long was the button pressed twice. */
export const pressedTwice = 5 * 60_000;

// At one instant what ends comes before what begins.
const ranks: readonly PunchKindName[] = [
  'meal_end',
  'out',
  'callback_end',
  'on_call_end',
  'on_call_start',
  'in',
  'callback_start',
  'transfer',
  'skip_meal',
  'meal_start',
];

/** Punches in the order in which they count, each said once: two of a kind in one second are one. */
export function inOrder(punches: readonly PairablePunch[]): PairablePunch[] {
  const timed = punches.map((punch) => ({ punch, time: milliseconds(punch.at) }));
  timed.sort(
    (one, other) =>
      one.time - other.time ||
      ranks.indexOf(one.punch.kind) - ranks.indexOf(other.punch.kind) ||
      (one.punch.id < other.punch.id ? -1 : 1),
  );
  const said = new Set<string>();
  return timed.flatMap(({ punch, time }) => {
    const word = `${punch.kind} ${Math.floor(time / 1_000)}`;
    if (said.has(word)) return [];
    said.add(word);
    return [punch];
  });
}
