import type { Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Consequence, Context } from '../../../kernel/operation.ts';
import { assignments } from '../../assignments/index.ts';
import { planFor } from '../broadcasting/stages.ts';
import { takesShifts } from '../checking/assert.ts';
import { shiftPatternLife } from '../lifecycle/shift-pattern.ts';
import { shiftCreated, shiftScheduled } from '../model/shift.ts';
import { shiftPatternEnded, shiftPatternExpanded } from '../model/shift-pattern.ts';
import { announce } from '../posting/announce.ts';
import { billRateOf, cappedRateOf } from '../posting/rates.ts';
import { holdOrder } from '../store/shift.ts';
import { shiftPatterns } from '../tables.ts';
import { expand, type Expansion, type PatternRow } from './expand.ts';
import { ofAssignment, ofOrder } from './filling.ts';

/** Makes what is due of a pattern, with what follows from its shifts. */
export async function expandNow(
  pattern: PatternRow,
  skips: boolean,
  context: Context,
): Promise<Expansion & Required<Consequence>> {
  if (pattern.assignmentId !== null) {
    const { assignmentId } = pattern;
    const expansion = await expand(pattern, await ofAssignment(pattern, context), skips, context);
    const events = expansion.made.map((row) => shiftScheduled(row, { assignmentId }));
    return { ...expansion, events, timers: [] };
  }
  const order = await holdOrder(pattern.orderId, context);
  const { programId, broadcastPlanId } = pattern;
  // A plan that was put away since it was named leaves the program's default.
  const plan =
    (await planFor(programId, broadcastPlanId, context)) ?? (await planFor(programId, null, context));
  // Only who makes the pattern is told that it costs too much: the timer would try again for ever.
  const rate = (skips ? cappedRateOf : billRateOf)(pattern.billRate, order);
  const expansion = await expand(pattern, ofOrder(pattern, order, rate, plan, context), skips, context);
  const told = await announce(expansion.made, plan, context);
  const created: Fact[] = expansion.made.map((row) => shiftCreated(row, {}));
  return { ...expansion, events: [...created, ...told.events], timers: told.timers };
}

type Standing = 'on' | 'waits' | 'over';

/** Whether the order or the placement of a pattern goes on; it is held, so that it does until the transaction ends. */
async function standingOf({ orderId, assignmentId }: PatternRow, context: Context): Promise<Standing> {
  if (assignmentId === null) {
    const { state, type } = await holdOrder(orderId, context);
    return takesShifts({ state, type }) || state === 'on_hold' ? 'on' : 'over';
  }
  const { state } = (await context.tx.find(assignments, assignmentId, { lock: 'share' }))!;
  if (state === 'suspended') return 'waits';
  return state === 'pending' || state === 'active' ? 'on' : 'over';
}

/**
 * The next run of a pattern: none for one that has ended; one whose order or placement is over ends; one whose worker
 * may not work for now waits.
 */
export async function expandDue(
  patternId: string,
  context: Context,
): Promise<(Expansion & Required<Consequence>) | Fact[] | 'waits'> {
  const seen = (await context.tx.find(shiftPatterns, patternId))!;
  if (seen.state !== 'active') return [];
  const standing = await standingOf(seen, context);
  if (standing === 'waits') return standing;
  const pattern = (await context.tx.find(shiftPatterns, patternId, { lock: true }))!;
  if (pattern.state !== 'active') return [];
  if (standing === 'over') {
    const state = step(shiftPatternLife, 'finish', pattern.state);
    return [shiftPatternEnded(await context.tx.change(shiftPatterns, pattern, { state }), {})];
  }
  const expansion = await expandNow(pattern, true, context);
  const counts = { shifts: expansion.made.length, skipped: expansion.skipped };
  return { ...expansion, events: [shiftPatternExpanded(expansion.pattern, counts), ...expansion.events] };
}
