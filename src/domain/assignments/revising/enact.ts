import { spanOf } from '../../../kernel/day-range.ts';
import type { Fact, TimerFact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import { asTenant } from '../../../kernel/transaction.ts';
import { boundaryAt, epochDay, instantAt } from '../../../kernel/zone.ts';
import { facilities, todayAt } from '../../programs/index.ts';
import { assignmentLife } from '../lifecycle/assignment.ts';
import { revisionLife } from '../lifecycle/revision.ts';
import { assignmentRevised } from '../model/assignment.ts';
import type { AssignmentRow } from '../store/assignment.ts';
import { makeRoom, revisionsOf, type AssignmentRevisionRow } from '../store/revision.ts';
import { assignmentRevisions, assignments } from '../tables.ts';
import { moveUnit } from './timers.ts';

export interface Enacted {
  assignment: AssignmentRow;
  events: [Fact, ...Fact[]];
  timers: TimerFact[];
}

/** What follows for the assignment from terms that hold: its last day, and from their first day on its unit. */
export async function followTerms(
  assignment: AssignmentRow,
  terms: { number: number; from: string; endsOn: string; unitId: string; reason: string | null },
  context: Context,
): Promise<Enacted> {
  const { number, from, endsOn, unitId, reason } = terms;
  const state = step(assignmentLife, 'revise', assignment.state, assignment.state);
  const moves = unitId !== assignment.unitId;
  const atOnce = moves && from <= (await todayAt(assignment, context));
  const row = await context.tx.change(assignments, assignment, { endsOn, state, ...(atOnce && { unitId }) });
  const facility = (await context.tx.find(facilities, assignment.facilityId))!;
  const dueAt = instantAt(boundaryAt(epochDay(from), '00:00', facility.timeZone));
  return {
    assignment: row,
    events: [assignmentRevised(row, { number, effectiveFrom: from, endsOn }, reason ?? undefined)],
    timers: moves && !atOnce ? [moveUnit(dueAt, assignment.id, {})] : [],
  };
}

/** Puts terms that were approved and agreed to in force from their first day on: those held then end before it. */
export const enact = (
  assignment: AssignmentRow,
  revision: AssignmentRevisionRow,
  verb: 'accept' | 'approve' | 'consent',
  context: Context,
): Promise<Enacted & { revision: AssignmentRevisionRow }> =>
  asTenant(context.tx, async () => {
    const { from } = spanOf(revision.effective);
    await makeRoom(await revisionsOf(assignment.id, context), { from, until: null }, context);
    const held = await context.tx.change(assignmentRevisions, revision, {
      state: step(revisionLife, verb, revision.state, 'in_force'),
      vendorSees: true,
    });
    const { number, endsOn, unitId, reason } = held;
    const followed = await followTerms(assignment, { number, from, endsOn, unitId, reason }, context);
    return { ...followed, revision: held };
  });
