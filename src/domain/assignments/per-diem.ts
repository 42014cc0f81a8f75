import { daysBetween } from '../../kernel/day-range.ts';
import type { Fact } from '../../kernel/event.ts';
import type { Context } from '../../kernel/operation.ts';
import { asTenant } from '../../kernel/transaction.ts';
import { todayAt } from '../programs/index.ts';
import type { assignmentLife } from './lifecycle/assignment.ts';
import {
  assignmentCreated,
  assignmentEnded,
  assignmentNotActive,
  assignmentRevised,
  assignmentStarted,
  endKindOn,
} from './model/assignment.ts';
import { changesTerms } from './model/terms.ts';
import { livePerDiem, moveAssignment, type AssignmentRow } from './store/assignment.ts';
import { insertRevision, nextNumber, revisionsOf, splice, termsOn } from './store/revision.ts';
import { assignments } from './tables.ts';

/** What a booked shift asks of the assignment that its hours are kept on: days at the facility, rates per hour. */
export interface ShiftPlacement {
  orderId: string;
  programId: string;
  facilityId: string;
  unitId: string;
  vendorId: string;
  workerId: string;
  /** The first and the last day that the shift lies on. */
  from: string;
  until: string;
  billRate: string;
  payRate: string | null;
  currency: string;
  hoursPerWeek: string;
}

const earlier = (one: string, other: string) => (one < other ? one : other);
const later = (one: string, other: string) => (one > other ? one : other);

async function begin(asked: ShiftPlacement, context: Context): Promise<[AssignmentRow, Fact[]]> {
  const { orderId, programId, facilityId, unitId, vendorId, workerId, from, until } = asked;
  const [row] = await context.tx.insert(assignments, [
    {
      kind: 'per_diem',
      orderId,
      programId,
      facilityId,
      unitId,
      vendorId,
      workerId,
      startsOn: from,
      endsOn: until,
      startedOn: from,
      // Whoever books a shift has been judged for it: there is nothing to wait for.
      state: 'active' satisfies (typeof assignmentLife.states)[number],
    },
  ]);
  const { billRate, payRate, currency, hoursPerWeek } = asked;
  const terms = { billRate, payRate, currency, hoursPerWeek, endsOn: until, reason: null };
  await insertRevision(row!, { number: 1, from, ...terms }, context);
  const facts = [
    assignmentCreated(row!, { orderId, submissionId: null }),
    assignmentStarted(row!, { startedOn: from }),
  ];
  return [row!, facts];
}

async function reach(
  row: AssignmentRow,
  asked: ShiftPlacement,
  context: Context,
): Promise<[AssignmentRow, Fact[]]> {
  const startsOn = earlier(row.startsOn, asked.from);
  const endsOn = later(row.endsOn, asked.until);
  const grown = startsOn !== row.startsOn || endsOn !== row.endsOn;
  const revisions = await revisionsOf(row.id, context);
  const span = daysBetween(asked.from, asked.until);
  const held = termsOn(revisions, span);
  const priced = held.length === 1 && !changesTerms(asked, held[0]!);
  if (!grown && priced) return [row, []];
  const startedOn = earlier(row.startedOn ?? startsOn, startsOn);
  const reached = grown ? await context.tx.change(assignments, row, { startsOn, endsOn, startedOn }) : row;
  if (priced) return [reached, []];
  const number = await nextNumber(row.id, context);
  const { billRate, payRate, currency, hoursPerWeek } = asked;
  const terms = { billRate, payRate, currency, hoursPerWeek, endsOn, reason: null };
  await splice(reached, revisions, span, { number, ...terms }, context);
  return [reached, [assignmentRevised(reached, { number, effectiveFrom: asked.from, endsOn })]];
}

/**
 * The one live assignment of a vendor's worker on a per-diem order, under which the hours of a booked shift are kept:
 * begun with the first one, and made to reach the days of each further one at that shift's rates. Of two shifts that
 * share a day the later booking prices the day. `assignment_not_active` while it is suspended.
 */
export const assignmentForShifts = (
  asked: ShiftPlacement,
  context: Context,
): Promise<{ assignmentId: string; events: Fact[] }> =>
  asTenant(context.tx, async () => {
    const held = await livePerDiem(asked, context);
    if (held && held.state !== 'active') throw assignmentNotActive({ facts: { state: held.state } });
    const [row, events] = held ? await reach(held, asked, context) : await begin(asked, context);
    return { assignmentId: row.id, events };
  });

/** Ends a per-diem assignment with its order: on its last booked day, or today where that is to come. */
export async function endPerDiem(row: AssignmentRow, context: Context): Promise<Fact[]> {
  const today = await todayAt(row, context);
  const last = earlier(row.endsOn, today);
  const endedOn = row.startedOn === null ? last : later(last, row.startedOn);
  const ended = await moveAssignment(row, 'end', context, {
    endedOn,
    endKind: endKindOn(endedOn, row),
    endReason: 'The order came to its end.',
    endReasonCode: 'completed',
  });
  return [assignmentEnded(ended, { endedOn, kind: ended.endKind! }, 'The order came to its end.')];
}
