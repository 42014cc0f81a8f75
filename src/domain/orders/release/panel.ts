import type { Context } from '../../../kernel/operation.ts';
import { localDate } from '../../../kernel/zone.ts';
import { coveragesOn, isReleasable, membershipOf, placeIn } from '../../vendors/index.ts';

/** What an order asks for, and where; today is the facility's. */
interface Asked {
  facilityId: string;
  profession: string;
  specialty: string | null;
  timeZone: string;
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
  const byDay = Map.groupBy(orders, ({ timeZone }) => localDate(context.now, timeZone));
  for (const [day, some] of byDay) {
    const coverages = await coveragesOn({ programId, vendorId }, day, context);
    for (const order of some) {
      const place = placeIn(membership, coverages.get(vendorId) ?? null, order);
      if (place && isReleasable(place.standing)) mayBeGiven.add(order);
    }
  }
  return mayBeGiven;
}
