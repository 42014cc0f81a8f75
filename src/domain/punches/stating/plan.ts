import { localDate } from '../../../kernel/zone.ts';
import { isSuspendedOn } from '../../assignments/index.ts';
import { entriesOfPair, type PunchedTime } from '../pairing/entries.ts';
import { judgePunches, type Finding, type PunchRules, type ScheduledShift } from '../pairing/judge.ts';
import { pairPunches } from '../pairing/pair.ts';
import { milliseconds } from '../pairing/punch.ts';
import type { AssignmentRow } from '../store/assignments.ts';
import type { OtherTime, StandingPunch } from '../store/weeks.ts';

/** All that is known of an assignment around the punches that changed. */
export interface Surroundings {
  assignment: AssignmentRow;
  timeZone: string;
  punches: readonly StandingPunch[];
  shifts: readonly ScheduledShift[];
  others: readonly OtherTime[];
  rules: PunchRules;
  /** The time, by what it came from, that the program lets count although the assignment stands still on its day. */
  letCount: ReadonlySet<string>;
  now: string;
}

/** What the punches of an assignment come to: time to be stated, and what is to be looked at. */
export interface PunchPlan {
  entries: PunchedTime[];
  findings: Finding[];
}

type Span = Pick<PunchedTime, 'startsAt' | 'endsAt'>;
type Worked = Span & { meals: readonly Span[] };
const meets = (one: Span, other: Span) =>
  milliseconds(one.startsAt) < milliseconds(other.endsAt) &&
  milliseconds(other.startsAt) < milliseconds(one.endsAt);
const minute = (instant: string) => Math.floor(milliseconds(instant) / 60_000);
const lengthOf = (meals: readonly Span[]) =>
  meals.reduce((sum, { startsAt, endsAt }) => sum + minute(endsAt) - minute(startsAt), 0);
const isSameTime = (one: Worked, other: Worked) =>
  minute(one.startsAt) === minute(other.startsAt) &&
  minute(one.endsAt) === minute(other.endsAt) &&
  lengthOf(one.meals) === lengthOf(other.meals);

/** Why time is on a day on which the assignment takes none, if it is. */
function stillOn(
  { assignment, timeZone }: Surroundings,
  { startsAt, sourceId: key }: PunchedTime,
): Finding | undefined {
  const day = localDate(startsAt, timeZone);
  const first = assignment.startedOn ?? assignment.startsOn;
  const last = assignment.endedOn ?? assignment.endsOn;
  if (day < first || day > last)
    return {
      code: 'unscheduled',
      key: `still ${key}`,
      at: startsAt,
      detail: 'It began on a day that is none of the assignment.',
    };
  if (!isSuspendedOn(assignment.suspendedDays, day)) return undefined;
  const detail = 'It began on a day on which the assignment stands still; it counts once that is resolved.';
  return { code: 'suspended_day', key, at: startsAt, detail };
}

/** Reckons what was punched; time that cannot be stated is kept apart and asked about. */
export function planPunches(around: Surroundings): PunchPlan {
  const paired = pairPunches(around.punches);
  const findings = judgePunches(around.punches, paired, around);
  const entries: PunchedTime[] = [];
  for (const entry of paired.pairs.flatMap(entriesOfPair)) {
    const { sourceId: key, startsAt: at } = entry;
    const still = stillOn(around, entry);
    const mayCount = !still || (still.code === 'suspended_day' && around.letCount.has(key));
    const other = around.others.find(
      (one) => one.isOnCall === (entry.kind === 'on_call') && meets(one, entry),
    );
    if (still) findings.push(still);
    if (other?.isElsewhere)
      findings.push({ code: 'overlap', key, at, detail: 'It overlaps time of the worker elsewhere.' });
    else if (other?.isStated && !isSameTime(other, entry))
      findings.push({
        code: 'overlap',
        key,
        at,
        detail: 'It overlaps time that was stated otherwise, which counts.',
      });
    // What is stated beside it on the assignment goes before.
    if (mayCount && !other) entries.push(entry);
  }
  return { entries, findings };
}
