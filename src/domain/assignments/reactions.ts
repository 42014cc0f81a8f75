import type { Fact } from '../../kernel/event.ts';
import { reaction, type Context } from '../../kernel/operation.ts';
import { assertEligible } from '../eligibility/index.ts';
import {
  fillPosition,
  orderCanceled,
  orderClosedFor,
  orderHasActiveAssignments,
  reopenPosition,
} from '../orders/index.ts';
import { endHired, markFellOff, offerAccepted, offers, placeOffer } from '../submissions/index.ts';
import {
  assignmentCanceled,
  assignmentCanceledByClient,
  assignmentFellOff,
  workerDidNotShow,
} from './model/assignment.ts';
import { onboardingReactions } from './onboarding/reactions.ts';
import { penaltyOf } from './penalties.ts';
import { endPerDiem } from './per-diem.ts';
import { acceptPlacement } from './placing/accept.ts';
import { placingReactions } from './placing/reactions.ts';
import { revisingReactions } from './revising/reactions.ts';
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

/** A confirmed offer takes an open position or is refused with it, and becomes an assignment, or a hire by the client itself. */
const placeHiredWorker = reaction({
  name: 'placeHiredWorker',
  on: offerAccepted,
  when: 'with',
  async handle({ subject, data: { orderId } }, context) {
    const { position, events } = await fillPosition(orderId, context);
    // After the position, so that those who come too late cost no more than that.
    await assertStillEligible(subject.id, context);
    const placed = await placeOffer(subject.id, position.id, context);
    const offer = (await context.tx.find(offers, subject.id))!;
    const made = (await isDirectHire(orderId, context))
      ? await acceptPlacement(offer, position.id, context)
      : await placeWorker(offer, position.id, context);
    return { events: [...events, ...placed, made] };
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
      const reopened = await reopenPosition(row.positionId!, context);
      const fallen = await markFellOff(row.submissionId!, context);
      return { events: [...fallen, ...reopened] };
    },
  });

/** What a client cancels is no fall-off: the vendor is owed what was agreed of so short a notice. */
const undoCanceledByClient = reaction({
  name: 'undoCanceledByClient',
  on: assignmentCanceledByClient,
  when: 'with',
  async handle({ subject, reason }, context) {
    const row = (await context.tx.find(assignments, subject.id))!;
    const reopened = await reopenPosition(row.positionId!, context);
    const ended = await endHired(row.submissionId!, reason ?? 'The client canceled the placement.', context);
    return { events: [...ended, ...reopened, ...(await penaltyOf(row, 'assignment', context))] };
  },
});

/** Nobody begins on an order that was canceled; where somebody has, the order is not, but for work by the shift. */
const cancelWithOrder = reaction({
  name: 'cancelPlacementsOfOrder',
  on: orderCanceled,
  when: 'with',
  async handle({ subject }, context) {
    // Why an order was canceled is the buyer's to know.
    const reason = 'The order came to its end.';
    const events: Fact[] = [];
    for (const row of await liveOnOrder(subject.id, context)) {
      if (row.kind === 'per_diem') {
        events.push(...(await endPerDiem(row, context)));
        continue;
      }
      if (row.state !== 'pending') throw orderHasActiveAssignments();
      const canceled = await moveAssignment(row, 'cancel', context);
      events.push(assignmentCanceled(canceled, {}, reason));
      events.push(...(await endHired(row.submissionId!, reason, context)));
      events.push(...(await reopenPosition(row.positionId!, context)));
      events.push(...(await penaltyOf(canceled, 'order', context)));
    }
    return { events };
  },
});

/** Whoever worked on a per-diem order by the shift is placed on it no more when it is closed. */
const endWithOrder = reaction({
  name: 'endPerDiemWithOrder',
  on: orderClosedFor,
  when: 'with',
  async handle({ subject }, context) {
    const events: Fact[] = [];
    for (const row of await liveOnOrder(subject.id, context))
      if (row.kind === 'per_diem') events.push(...(await endPerDiem(row, context)));
    return { events };
  },
});

export const reactions = [
  placeHiredWorker,
  cancelWithOrder,
  endWithOrder,
  undoing('reopenAfterFallOff', assignmentFellOff),
  undoing('reopenAfterNoShow', workerDidNotShow),
  undoCanceledByClient,
  ...revisingReactions,
  ...onboardingReactions,
  ...placingReactions,
  ...watchingReactions,
];
