import type { Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Consequence, Context } from '../../../kernel/operation.ts';
import { assignments } from '../../assignments/index.ts';
import { isBefore, isHeld } from '../attending/held.ts';
import { makeOpen } from '../attending/release.ts';
import { reannounce } from '../broadcasting/again.ts';
import { cancelOne } from '../canceling/cancel.ts';
import { isScheduleOf } from '../canceling/guarantee.ts';
import { shiftLife } from '../lifecycle/shift.ts';
import { shiftUnassigned } from '../model/shift.ts';
import { atRiskOf, settingsOf, type ShiftRow } from '../store/shift.ts';

/** Whether a shift is scheduled and has not begun by the clock. */
export const isAhead = ({ state, startsAt }: ShiftRow, now: string): boolean =>
  state === 'scheduled' && isBefore(now, startsAt);

/** Cancels shifts of a placement's schedule, at no cost: opened, they would show rivals that and at what rate it was held. */
export async function cancelScheduled(rows: readonly ShiftRow[], context: Context): Promise<Fact[]> {
  const facts: Fact[] = [];
  const why = { by: 'operator', reason: 'schedule_changed', note: null, penalized: false } as const;
  for (const row of rows) facts.push(...(await cancelOne(row, why, context)).facts);
  return facts;
}

/**
 * Takes the scheduled shifts of one assignment from a worker who may not work any more: those that were booked are open
 * again, and whoever may take them is told; those of a placement's schedule are canceled.
 */
export async function unassign(rows: readonly ShiftRow[], context: Context): Promise<Required<Consequence>> {
  const [first] = rows;
  if (!first || !isHeld(first)) return { events: [], timers: [] };
  if (await isScheduleOf(first, context)) return { events: await cancelScheduled(rows, context), timers: [] };
  const opened: ShiftRow[] = [];
  const facts: Fact[] = [];
  for (const row of rows) {
    const { vendorId, workerId, assignmentId } = row;
    const free = await makeOpen(row, step(shiftLife, 'unassign', row.state), context);
    opened.push(free);
    facts.push(shiftUnassigned({ ...free, vendorId, workerId }, { assignmentId: assignmentId! }));
  }
  const { events, timers } = await reannounce(opened, context);
  return { events: [...facts, ...events], timers };
}

/** Those at risk of a suspended assignment whose lead time has come. */
export async function unassignDue(assignmentId: string, context: Context): Promise<Required<Consequence>> {
  // Held before its shifts, as by whoever resumes it.
  const placed = await context.tx.find(assignments, assignmentId, { lock: 'share' });
  if (placed?.state !== 'suspended') return { events: [], timers: [] };
  const { lapseLeadHours } = (await settingsOf([placed.programId], context)).get(placed.programId)!;
  const until = Temporal.Instant.from(context.now).add({ hours: lapseLeadHours ?? 24 * 3_650 });
  return unassign(await atRiskOf(assignmentId, until.toString(), context), context);
}
