import type { EventDeclaration, Fact, TimerFact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { reaction, type Consequence, type Context } from '../../../kernel/operation.ts';
import {
  assignmentCanceled,
  assignmentCanceledByClient,
  assignmentEnded,
  assignmentFellOff,
  assignmentResumed,
  assignmentRevised,
  assignments,
  assignmentSuspended,
  eligibilityLapsed,
  workerDidNotShow,
} from '../../assignments/index.ts';
import { shiftLife } from '../lifecycle/shift.ts';
import { shiftInterrupted, shiftEndangered, shiftRiskCleared } from '../model/shift.ts';
import { scheduledOf, settingsOf, type ShiftRow } from '../store/shift.ts';
import { shifts } from '../tables.ts';
import { unassignAtRisk } from '../timers.ts';
import { followTerms } from './terms.ts';
import { isAhead, unassign } from './unassign.ts';

async function interrupt(rows: readonly ShiftRow[], context: Context): Promise<Fact[]> {
  const facts: Fact[] = [];
  for (const row of rows) {
    // Nothing was worked of one that begins this instant.
    if (Temporal.Instant.compare(row.actualStartsAt!, context.now) >= 0) continue;
    const mealEndsLater =
      row.mealEndsAt !== null && Temporal.Instant.compare(row.mealEndsAt, context.now) > 0;
    const changed = await context.tx.change(shifts, row, {
      state: step(shiftLife, 'interrupt', row.state),
      actualEndsAt: context.now,
      atRisk: false,
      ...(mealEndsLater && { mealStartsAt: null, mealEndsAt: null }),
    });
    facts.push(shiftInterrupted(changed, {}));
  }
  return facts;
}

/** Flags shifts that their worker may lose, and says when each is lost. */
async function putAtRisk(rows: readonly ShiftRow[], leadHours: number, context: Context) {
  const flagged = await context.tx.changeAll(
    shifts,
    rows.map((row) => ({ row, changes: { atRisk: true } })),
  );
  const timers: TimerFact[] = flagged.map(({ startsAt, assignmentId }) =>
    unassignAtRisk(
      Temporal.Instant.from(startsAt).subtract({ hours: leadHours }).toString(),
      assignmentId!,
      {},
    ),
  );
  return { events: flagged.map((row) => shiftEndangered(row, {})), timers };
}

/** Who may not work for now loses what begins within the program's lead time; all at once where it says none. */
async function lapse(assignmentId: string, context: Context): Promise<Consequence> {
  const rows = await scheduledOf(assignmentId, context);
  const [first] = rows;
  if (!first) return {};
  const { lapseLeadHours } = (await settingsOf([first.programId], context)).get(first.programId)!;
  const ahead = rows.filter((row) => isAhead(row, context.now) && !row.atRisk);
  const interrupted = await interrupt(
    rows.filter(({ state }) => state === 'in_progress'),
    context,
  );
  if (lapseLeadHours === null) {
    const { events, timers } = await unassign(ahead, context);
    return { events: [...interrupted, ...events], timers };
  }
  const from = Temporal.Instant.from(context.now).add({ hours: lapseLeadHours });
  const { soon = [], later = [] } = Object.groupBy(ahead, ({ startsAt }) =>
    Temporal.Instant.compare(startsAt, from) <= 0 ? 'soon' : 'later',
  );
  const opened = await unassign(soon, context);
  const { events, timers } =
    later.length > 0 ? await putAtRisk(later, lapseLeadHours, context) : { events: [], timers: [] };
  return {
    events: [...interrupted, ...opened.events, ...events],
    timers: [...opened.timers, ...timers],
  };
}

/** Of a placement that is over nothing is left to work. */
async function openAll(assignmentId: string, context: Context): Promise<Consequence> {
  const rows = await scheduledOf(assignmentId, context);
  return unassign(
    rows.filter((row) => isAhead(row, context.now)),
    context,
  );
}

const when = <Data>(
  name: string,
  on: EventDeclaration<Data>,
  handle: (id: string, context: Context) => Promise<Consequence>,
) => reaction({ name, on, when: 'with', handle: ({ subject }, context) => handle(subject.id, context) });

async function clearRisk(assignmentId: string, context: Context): Promise<Consequence> {
  const risky = (await scheduledOf(assignmentId, context)).filter(({ atRisk }) => atRisk);
  if (risky.length === 0) return {};
  const cleared = await context.tx.changeAll(
    shifts,
    risky.map((row) => ({ row, changes: { atRisk: false } })),
  );
  return { events: cleared.map((row) => shiftRiskCleared(row, {})) };
}

/** A lapse is told of those too who go on working: only who was suspended by it loses shifts. */
const whenSuspended = async (assignmentId: string, context: Context): Promise<Consequence> => {
  const placed = await context.tx.find(assignments, assignmentId);
  return placed?.state === 'suspended' ? lapse(assignmentId, context) : {};
};

export const lapsingReactions = [
  when('openShiftsOfSuspended', assignmentSuspended, whenSuspended),
  when('openShiftsOfLapsed', eligibilityLapsed, whenSuspended),
  when('keepShiftsOfResumed', assignmentResumed, clearRisk),
  when('openShiftsOfEnded', assignmentEnded, openAll),
  when('openShiftsOfCanceled', assignmentCanceled, openAll),
  when('openShiftsOfCanceledByClient', assignmentCanceledByClient, openAll),
  when('openShiftsOfFallenOff', assignmentFellOff, openAll),
  when('openShiftsOfNoShow', workerDidNotShow, openAll),
  when('repriceScheduleOfRevised', assignmentRevised, async (assignmentId, context) => ({
    events: await followTerms(assignmentId, context),
  })),
];
