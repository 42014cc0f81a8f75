import type { Fact } from '../../../kernel/event.ts';
import type { Context } from '../../../kernel/operation.ts';
import type { OfferRow } from '../../submissions/index.ts';
import { placementLife } from '../lifecycle/placement.ts';
import { placementAccepted } from '../model/placement.ts';
import { placements } from '../tables.ts';

/** Notes that the person of a confirmed offer is to be hired by the client itself, on a position. */
export async function acceptPlacement(offer: OfferRow, positionId: string, context: Context): Promise<Fact> {
  const { orderId, submissionId, programId, facilityId, unitId, vendorId, workerId } = offer;
  const { annualSalary, currency, startsOn } = offer;
  const [row] = await context.tx.insert(placements, [
    {
      orderId,
      positionId,
      submissionId,
      offerId: offer.id,
      programId,
      facilityId,
      unitId,
      vendorId,
      workerId,
      annualSalary,
      currency,
      startsOn,
      state: placementLife.initial,
    },
  ]);
  return placementAccepted(row!, { orderId, submissionId });
}
