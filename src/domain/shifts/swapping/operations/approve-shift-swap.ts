import { z } from 'zod';
import { notFound, Problem, stepNotAllowed } from '../../../../kernel/errors.ts';
import { step } from '../../../../kernel/lifecycle.ts';
import { command, type Context } from '../../../../kernel/operation.ts';
import { reference } from '../../../../kernel/shapes.ts';
import { asTenant } from '../../../../kernel/transaction.ts';
import type { HeldShift } from '../../attending/held.ts';
import { attendingPermissions } from '../../attending/policy.ts';
import { bookingErrors } from '../../booking/errors.ts';
import { isScheduleOf } from '../../canceling/guarantee.ts';
import { checkBooking } from '../../checking/assert.ts';
import { termsByDay } from '../../expanding/terms.ts';
import { orProblemOf } from '../../posting/or-problem.ts';
import { holdOrder, holdWorker } from '../../store/shift.ts';
import { shifts } from '../../tables.ts';
import { exchange, type Handing } from '../exchange.ts';
import { endSwapsOf } from '../expire.ts';
import { shiftSwapLife } from '../lifecycle.ts';
import { swapApproved, swapNotPossible, swapStale, swapTold } from '../model.ts';
import { shiftSwap } from '../nouns.ts';
import { presentedBy, type ShiftSwapRow } from '../store.ts';
import { isSwappable } from '../swappable.ts';
import { shiftSwaps } from '../tables.ts';

/** The shifts of a swap, held after their orders; `swap_stale` where one is not what was proposed any more. */
async function heldShifts(swap: ShiftSwapRow, context: Context): Promise<[HeldShift, HeldShift | null]> {
  const ids = [swap.shiftId, swap.otherShiftId].filter((id) => id !== null);
  for (const id of ids) {
    const seen = await context.tx.find(shifts, id);
    // The other shift may lie where the approver has no say.
    if (!seen) throw notFound();
    await holdOrder(seen.orderId, context);
  }
  const held = await context.tx.takeAll(shifts, ids);
  const given = held.get(swap.shiftId)!;
  const other = swap.otherShiftId === null ? null : held.get(swap.otherShiftId)!;
  const stands = (one: typeof given, workerId: string) =>
    one.state === 'scheduled' && one.workerId === workerId && one.vendorId === swap.vendorId;
  const whole = stands(given, swap.workerId) && (!other || stands(other, swap.otherWorkerId));
  if (!whole) throw swapStale();
  return [given as HeldShift, other as HeldShift | null];
}

async function handing(
  shift: HeldShift,
  workerId: string,
  given: HeldShift | null,
  scheduled: boolean,
  context: Context,
): Promise<Handing> {
  const { vendorId } = shift;
  const ignoreShiftIds = given ? [given.id] : [];
  await checkBooking({ shift, vendorId, workerId, ignoreShiftIds }, context);
  const presented = await presentedBy(vendorId, workerId, context);
  if (!presented) throw swapStale();
  if (!scheduled) return { shift, taker: { workerId, placed: null, ...presented } };
  const { assignmentId } = given!;
  const terms = (await termsByDay(assignmentId, context))(shift.localDate);
  // The placement of who would take it does not reach that day.
  if (!terms) throw swapNotPossible();
  const { billRate, payRate } = terms;
  return { shift, taker: { workerId, ...presented, payRate, placed: { assignmentId, billRate } } };
}

export const approveShiftSwap = command({
  name: 'approveShiftSwap',
  summary:
    'Approve a swap that both workers want: each is judged anew for the shift it gets, and both change hands at once.',
  rest: 'POST /shift-swaps/{shiftSwapId}/approve',
  permission: attendingPermissions.approveSwap,
  input: z.strictObject({ shiftSwapId: reference('shiftSwap') }),
  output: shiftSwap,
  errors: [stepNotAllowed, swapStale, swapNotPossible, ...bookingErrors],
  async handle({ shiftSwapId }, context) {
    const seen = await context.tx.find(shiftSwaps, shiftSwapId);
    if (!seen) throw notFound();
    const [given, other] = await heldShifts(seen, context);
    for (const id of [seen.workerId, seen.otherWorkerId].toSorted()) await holdWorker(id, context);
    const held = await context.take(shiftSwaps, shiftSwapId);
    const state = step(shiftSwapLife, 'approve', held.state);
    const trade = async () => {
      if (!(await isSwappable(given, other, context))) throw swapNotPossible();
      const scheduled = await isScheduleOf(given, context);
      const handings = [await handing(given, held.otherWorkerId, other, scheduled, context)];
      if (other) handings.push(await handing(other, held.workerId, given, scheduled, context));
      return exchange(handings, context);
    };
    const traded = await asTenant(context.tx, () => orProblemOf(trade));
    if (traded instanceof Problem) throw traded;
    const row = await context.tx.change(shiftSwaps, held, { state, decidedAt: context.now });
    const { shiftId } = row;
    const told = swapTold({ ...row, workerId: row.otherWorkerId }, { shiftId, state });
    // Whatever else was proposed of the two was by who has them no more.
    const ended = await asTenant(context.tx, async () => [
      ...(await endSwapsOf(shiftId, context)),
      ...(row.otherShiftId === null ? [] : await endSwapsOf(row.otherShiftId, context)),
    ]);
    return { result: row, events: [swapApproved(row, { shiftId }), told, ...traded, ...ended] };
  },
});
