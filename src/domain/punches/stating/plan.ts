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
  now: string;
}

/** What the punches of an assignment come to: time to be stated, and what is to be looked at. */
export interface PunchPlan {
  entries: PunchedTime[];
  findings: Finding[];
}

type Span = Pick<PunchedTime, 'startsAt' | 'endsAt'>;
const meets = (one: Span, other: Span) =>
  milliseconds(one.startsAt) < milliseconds(other.endsAt) &&
  milliseconds(other.startsAt) < milliseconds(one.endsAt);
const minute = (instant: string) => Math.floor(milliseconds(instant) / 60_000);
const isSameSpan = (one: Span, other: Span) =>
  minute(one.startsAt) === minute(other.startsAt) && minute(one.endsAt) === minute(other.endsAt);

function standsStill({ assignment, timeZone }: Surroundings, { startsAt }: PunchedTime): string | undefined {
  const day = localDate(startsAt, timeZone);
  const first = assignment.startedOn ?? assignment.startsOn;
  const last = assignment.endedOn ?? assignment.endsOn;
  if (day < first || day > last) return 'It began on a day that is none of the assignment.';
  return isSuspendedOn(assignment.suspendedDays, day)
    ? 'It began on a day on which the assignment stands still.'
    : undefined;
}

/** Reckons what was punched; time that cannot be stated is kept apart and asked about. */
export function planPunches(around: Surroundings): PunchPlan {
  const paired = pairPunches(around.punches);
  const findings = judgePunches(around.punches, paired, around);
  const entries: PunchedTime[] = [];
  for (const entry of paired.pairs.flatMap(entriesOfPair)) {
    const { sourceId: key, startsAt: at } = entry;
    const still = standsStill(around, entry);
    const other = around.others.find(
      (one) => one.isOnCall === (entry.kind === 'on_call') && meets(one, entry),
    );
    if (still !== undefined) findings.push({ code: 'unscheduled', key: `still ${key}`, at, detail: still });
    if (other?.isElsewhere)
      findings.push({ code: 'overlap', key, at, detail: 'It overlaps time of the worker elsewhere.' });
    else if (other?.isStated && !isSameSpan(other, entry))
      findings.push({
        code: 'overlap',
        key,
        at,
        detail: 'It overlaps time that was stated otherwise, which counts.',
      });
    // What is stated beside it on the assignment goes before.
    if (still === undefined && !other) entries.push(entry);
  }
  return { entries, findings };
}
