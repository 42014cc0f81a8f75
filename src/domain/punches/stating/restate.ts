import type { Fact } from '../../../kernel/event.ts';
import type { Context } from '../../../kernel/operation.ts';
import { asTenant } from '../../../kernel/transaction.ts';
import type { PunchKindName } from '../model/punch.ts';
import { milliseconds } from '../pairing/punch.ts';
import type { AssignmentRow } from '../store/assignments.ts';
import { zonesOf } from '../store/zones.ts';
import {
  otherTimeOver,
  punchesOver,
  rulesOf,
  shiftsOver,
  weeksOver,
  type KnownWeek,
  type Reach,
} from '../store/weeks.ts';
import { planPunches } from './plan.ts';
import { stateAll } from './state.ts';

/** A punch that came, changed or went. */
export interface ChangedPunch {
  assignmentId: string;
  kind: PunchKindName;
  occurredAt: string;
}

const day = 24 * 3_600_000;
const shifted = (instant: number, by: number) =>
  Temporal.Instant.fromEpochMilliseconds(instant + by).toString();
const isOnCall = (kind: PunchKindName) => kind === 'on_call_start' || kind === 'on_call_end';

/** The span whose hours punches can change: those they may be paired with begin or end that near. */
function touchedBy(assignmentId: string, changed: readonly ChangedPunch[]): Reach {
  const far = changed.some(({ kind }) => isOnCall(kind)) ? 7 * day : day;
  const times = changed.map(({ occurredAt }) => milliseconds(occurredAt));
  return {
    assignmentId,
    from: shifted(
      times.reduce((one, other) => Math.min(one, other)),
      -far,
    ),
    until: shifted(
      times.reduce((one, other) => Math.max(one, other)),
      far,
    ),
  };
}

// A week that is touched is stated whole, and who was on call in it may have been for a week before.
const wider = ({ assignmentId, from, until }: Reach, days: number): Reach => ({
  assignmentId,
  from: shifted(milliseconds(from), -days * day),
  until: shifted(milliseconds(until), days * day),
});

const letCount = (weeks: readonly KnownWeek[]) =>
  new Set(
    weeks
      .flatMap(({ findings }) => findings)
      .filter(({ code, state }) => code === 'suspended_day' && state === 'resolved')
      .map(({ key }) => key),
  );

/**
 * Reckons anew the weeks of assignments, which the caller holds, whose punches changed: hours are stated where the week
 * is open, and what is strange is asked about. As the tenant's own hand: whoever punches need not see what it meets.
 */
export const restate = (
  assignments: ReadonlyMap<string, AssignmentRow>,
  changed: readonly ChangedPunch[],
  context: Context,
): Promise<Fact[]> =>
  asTenant(context.tx, async () => {
    const touched = [...Map.groupBy(changed, ({ assignmentId }) => assignmentId)]
      .map(([id, punched]) => touchedBy(id, punched))
      .toSorted((one, other) => (one.assignmentId < other.assignmentId ? -1 : 1));
    // Hours are stated when the assignment has begun: its punches wait for that.
    const begun = touched.filter(({ assignmentId }) =>
      ['active', 'suspended', 'ended'].includes(assignments.get(assignmentId)!.state),
    );
    if (begun.length === 0) return [];
    const around = begun.map((reach) => wider(reach, 15));
    const rows = begun.map(({ assignmentId }) => assignments.get(assignmentId)!);
    const punches = await punchesOver(around, context);
    const shifts = await shiftsOver(around, context);
    const weeks = await weeksOver(begun, context);
    const others = await otherTimeOver(around, context);
    const rules = await rulesOf(
      rows.map(({ programId }) => programId),
      context,
    );
    const zones = await zonesOf(
      rows.map(({ facilityId }) => facilityId),
      context,
    );
    const planned = begun.map((reach) => {
      const { assignmentId } = reach;
      const assignment = assignments.get(assignmentId)!;
      const timeZone = zones.get(assignment.facilityId)!;
      const plan = planPunches({
        assignment,
        timeZone,
        punches: punches.get(assignmentId) ?? [],
        shifts: shifts.get(assignmentId) ?? [],
        others: others.get(assignmentId) ?? [],
        rules: rules.get(assignment.programId)!,
        letCount: letCount(weeks.get(assignmentId) ?? []),
        now: context.now,
      });
      return { ...reach, assignment, timeZone, weeks: weeks.get(assignmentId) ?? [], plan };
    });
    return stateAll(planned, context);
  });
