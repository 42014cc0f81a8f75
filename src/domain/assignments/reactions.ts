import type { Fact } from '../../kernel/event.ts';
import { reaction, type Context } from '../../kernel/operation.ts';
import { assertEligible } from '../eligibility/index.ts';
import { fillPosition, orderCanceled, orderHasActiveAssignments, reopenPosition } from '../orders/index.ts';
import { endHired, markFellOff, offerAccepted, offers, placeOffer } from '../submissions/index.ts';
import { assignmentCanceled, assignmentFellOff, workerDidNotShow } from './model/assignment.ts';
import { isDirectHire, liveOnOrder, moveAssignment, placeWorker } from './store/assignment.ts';
import { practiceOf } from './store/live.ts';
import { assignments } from './tables.ts';
import { watchingReactions } from './watching/reactions.ts';

/** Whoever was offered a placement may have lost what it demands by now: `worker_not_eligible` then. */
async function assertStillEligible(offerId: string, context: Context): Promise<void> {
  const offer = (await context.tx.find(offers, offerId))!;
  const { workerId, vendorId, startsOn: day, endsOn: until } = offer;
  const place = { ...offer, ...(await practiceOf(offer, context)) };
  await assertEligible({ gate: 'offer', workerId, vendorId, place, day, until }, context);
}

/** A confirmed offer takes an open position or is refused with it; but for a direct hire it becomes a placement. */
const placeHiredWorker = reaction({
  name: 'placeHiredWorker',
  on: offerAccepted,
  when: 'with',
  async handle({ subject, data: { orderId } }, context) {
    const { position, events } = await fillPosition(orderId, context);
    // After the position, so that those who come too late cost no more than that.
    await assertStillEligible(subject.id, context);
    const placed = await placeOffer(subject.id, position.id, context);
    if (await isDirectHire(orderId, context)) return { events: [...events, ...placed] };
    const offer = (await context.tx.find(offers, subject.id))!;
    return { events: [...events, ...placed, await placeWorker(offer, position.id, context)] };
  },
});

/** A placement that came to nothing frees its position for another, and marks the submission as fallen off. */
const undoing = (name: string, on: typeof assignmentFellOff) =>
  reaction({
    name,
    on,
    when: 'with',
    async handle({ subject }, context) {
      const row = (await context.tx.find(assignments, subject.id))!;
      // The order is held before its submission.
      const reopened = await reopenPosition(row.positionId, context);
      const fallen = await markFellOff(row.submissionId, context);
      return { events: [...fallen, ...reopened] };
    },
  });

/** Nobody begins on an order that was canceled; where somebody has, the order is not. */
const cancelWithOrder = reaction({
  name: 'cancelPlacementsOfOrder',
  on: orderCanceled,
  when: 'with',
  async handle({ subject }, context) {
    // Why an order was canceled is the buyer's to know.
    const reason = 'The order came to its end.';
    const events: Fact[] = [];
    for (const row of await liveOnOrder(subject.id, context)) {
      if (row.state !== 'pending') throw orderHasActiveAssignments();
      const canceled = await moveAssignment(row, 'cancel', context);
      events.push(assignmentCanceled(canceled, {}, reason));
      events.push(...(await endHired(row.submissionId, reason, context)));
      events.push(...(await reopenPosition(row.positionId, context)));
    }
    return { events };
  },
});

export const reactions = [
  placeHiredWorker,
  cancelWithOrder,
  undoing('reopenAfterFallOff', assignmentFellOff),
  undoing('reopenAfterNoShow', workerDidNotShow),
  ...watchingReactions,
];
