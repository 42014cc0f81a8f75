import { milliseconds, longestOnCall, type Pair, type PairablePunch, type Paired } from './punch.ts';

/** What a program asks of punches. */
export interface PunchRules {
  punchEarlyMinutes: number;
  punchLateMinutes: number;
  longShiftHours: number;
  mealDueHours: number;
}

/** A shift of the assignment. */
export interface ScheduledShift {
  startsAt: string;
  endsAt: string;
}

export type FindingCode =
  | 'missing_in'
  | 'missing_out'
  | 'early_in'
  | 'late_out'
  | 'long_shift'
  | 'missed_meal'
  | 'short_meal'
  | 'unscheduled'
  | 'overlap'
  | 'outside_geofence'
  | 'late_punch'
  | 'unpaired'
  | 'suspended_day';

/** Something to be looked at: `key` makes it the same one when it is found again; it is of the week in which `at` lies. */
export interface Finding {
  code: FindingCode;
  key: string;
  at: string;
  detail: string;
}

const shortMealMinutes = 30;
const minutes = (from: string, to: string) => (milliseconds(to) - milliseconds(from)) / 60_000;

function* againstSchedule(
  pair: Pair,
  shifts: readonly ScheduledShift[],
  rules: PunchRules,
): Generator<Finding> {
  // Where no schedule is kept there is none to keep to; and a callback is never scheduled.
  if (pair.kind !== 'worked' || shifts.length === 0) return;
  const worked = shifts
    .filter(
      ({ startsAt, endsAt }) =>
        milliseconds(startsAt) < milliseconds(pair.endsAt) &&
        milliseconds(pair.startsAt) < milliseconds(endsAt),
    )
    .toSorted((one, other) => milliseconds(one.startsAt) - milliseconds(other.startsAt));
  const at = pair.startsAt;
  const key = pair.punchId;
  if (worked.length === 0) {
    yield { code: 'unscheduled', key, at, detail: 'No shift was scheduled then.' };
    return;
  }
  const early = minutes(pair.startsAt, worked[0]!.startsAt);
  if (early > rules.punchEarlyMinutes)
    yield { code: 'early_in', key, at, detail: `In ${Math.floor(early)} minutes before the shift.` };
  const late = minutes(worked.at(-1)!.endsAt, pair.endsAt);
  if (late > rules.punchLateMinutes)
    yield { code: 'late_out', key, at, detail: `Out ${Math.floor(late)} minutes after the shift.` };
}

function* ofItself(pair: Pair, { longShiftHours, mealDueHours }: PunchRules): Generator<Finding> {
  if (pair.kind === 'on_call') return;
  const at = pair.startsAt;
  const key = pair.punchId;
  const long = minutes(pair.startsAt, pair.endsAt);
  if (long > longShiftHours * 60)
    yield { code: 'long_shift', key, at, detail: `At work for more than ${longShiftHours} hours.` };
  const meals = pair.stretches.flatMap((stretch) => stretch.meals);
  if (meals.length === 0 && !pair.isMealSkipped && long > mealDueHours * 60)
    yield { code: 'missed_meal', key, at, detail: `More than ${mealDueHours} hours without a meal.` };
  for (const meal of meals)
    if (minutes(meal.startsAt, meal.endsAt) < shortMealMinutes)
      yield {
        code: 'short_meal',
        key: `${key} ${meal.startsAt}`,
        at: meal.startsAt,
        detail: `A meal of less than ${shortMealMinutes} minutes.`,
      };
}

/** Everything that is to be looked at in what was punched on an assignment, by the shifts and rules that hold for it. */
export function judgePunches(
  punches: readonly PairablePunch[],
  { pairs, open, loose }: Paired,
  { shifts, rules, now }: { shifts: readonly ScheduledShift[]; rules: PunchRules; now: string },
): Finding[] {
  const found: Finding[] = loose.map(({ code, punchId, at, detail }) => ({ code, key: punchId, at, detail }));
  for (const pair of pairs) found.push(...againstSchedule(pair, shifts, rules), ...ofItself(pair, rules));
  for (const { kind, punchId, startsAt } of open) {
    const longest = kind === 'on_call' ? longestOnCall / 60_000 : rules.longShiftHours * 60;
    if (minutes(startsAt, now) >= longest)
      found.push({
        code: 'missing_out',
        key: punchId,
        at: startsAt,
        detail: 'Nobody has said when this ended.',
      });
  }
  for (const { id, at, isOutsideGeofence } of punches)
    if (isOutsideGeofence)
      found.push({ code: 'outside_geofence', key: id, at, detail: 'Punched too far from the facility.' });
  return found;
}
