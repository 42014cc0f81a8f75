import type { Context } from '../../../kernel/operation.ts';
import { todayAt } from '../../programs/index.ts';
import { coveragesOn, isReleasable, membershipOf, placeIn } from '../../vendors/index.ts';

/** What an order asks for, and where. */
interface Asked {
  facilityId: string;
  profession: string;
  specialty: string | null;
}

/** Those of the orders that the vendor covers today with a standing that allows it orders. */
export async function releasableOf<Order extends Asked>(
  vendorId: string,
  programId: string,
  orders: readonly Order[],
  context: Context,
): Promise<Set<Order>> {
  const membership = orders.length === 0 ? undefined : await membershipOf(programId, vendorId, context);
  if (!membership) return new Set();
  const mayBeGiven = new Set<Order>();
  for (const [facilityId, there] of Map.groupBy(orders, (order) => order.facilityId)) {
    const coverages = await coveragesOn(programId, await todayAt({ facilityId }, context), context);
    for (const order of there) {
      const place = placeIn(membership, coverages.get(vendorId) ?? null, order);
      if (place && isReleasable(place.standing)) mayBeGiven.add(order);
    }
  }
  return mayBeGiven;
}
