import type { Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { reaction } from '../../../kernel/operation.ts';
import { charges, chargeWaived, takeBackCharge } from '../../charges/index.ts';
import { orderCanceled, reopenPosition } from '../../orders/index.ts';
import { endHired, markFellOff } from '../../submissions/index.ts';
import { placementLife } from '../lifecycle/placement.ts';
import { placementCanceled, placementFellOff } from '../model/placement.ts';
import { acceptedOnOrder } from '../store/placement.ts';
import { placements } from '../tables.ts';

/** A hire that came to nothing frees its position for another, and marks the submission as fallen off. */
const reopenAfterHireFellOff = reaction({
  name: 'reopenAfterHireFellOff',
  on: placementFellOff,
  when: 'with',
  async handle({ subject }, context) {
    const row = (await context.tx.find(placements, subject.id))!;
    const reopened = await reopenPosition(row.positionId, context);
    return { events: [...(await markFellOff(row.submissionId, context)), ...reopened] };
  },
});

/** Nobody is hired on an order that was canceled; whoever began before stays hired. */
const cancelHiresWithOrder = reaction({
  name: 'cancelHiresOfOrder',
  on: orderCanceled,
  when: 'with',
  async handle({ subject }, context) {
    // Why an order was canceled is the buyer's to know.
    const reason = 'The order came to its end.';
    const events: Fact[] = [];
    for (const row of await acceptedOnOrder(subject.id, context)) {
      const state = step(placementLife, 'cancel', row.state);
      const canceled = await context.tx.change(placements, row, { state });
      events.push(placementCanceled(canceled, {}, reason));
      events.push(...(await endHired(row.submissionId, reason, context)));
      events.push(...(await reopenPosition(row.positionId, context)));
    }
    return { events };
  },
});

/** Of a fee that is let go of nothing comes back. */
const takeBackRefund = reaction({
  name: 'takeBackRefundOfWaivedFee',
  on: chargeWaived,
  when: 'with',
  async handle({ subject, data: { kind } }, context) {
    if (kind !== 'placement_fee') return {};
    const { sourceId } = (await context.tx.find(charges, subject.id))!;
    const refund = { kind: 'placement_refund', sourceId, lineKey: 'placement_refund' } as const;
    return { events: await takeBackCharge(refund, 'The fee itself was waived.', context) };
  },
});

export const placingReactions = [reopenAfterHireFellOff, cancelHiresWithOrder, takeBackRefund];
