import { reaction } from '../../kernel/operation.ts';
import { fillPosition, reopenPosition } from '../orders/index.ts';
import { markFellOff, offerAccepted, offers, placeOffer } from '../submissions/index.ts';
import { assignmentFellOff, workerDidNotShow } from './model/assignment.ts';
import { isDirectHire, placeWorker } from './store/assignment.ts';
import { assignments } from './tables.ts';

/** A confirmed offer takes an open position or is refused with it; but for a direct hire it becomes a placement. */
const placeHiredWorker = reaction({
  name: 'placeHiredWorker',
  on: offerAccepted,
  when: 'with',
  async handle({ subject, data: { orderId } }, context) {
    const { position, events } = await fillPosition(orderId, context);
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

export const reactions = [
  placeHiredWorker,
  undoing('reopenAfterFallOff', assignmentFellOff),
  undoing('reopenAfterNoShow', workerDidNotShow),
];
