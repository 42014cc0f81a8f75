import type { Context } from '../../../kernel/operation.ts';
import { localDate } from '../../../kernel/zone.ts';
import { coveragesOn, isReleasable, keptFromReleases, membershipOf, placeIn } from '../../vendors/index.ts';

/** What an order asks for, and where; today is the facility's. */
interface Asked {
  facilityId: string;
  profession: string;
  specialty: string | null;
  timeZone: string;
}

type Places<Order> = Map<Order, { tier: number }>;

/** Those of the orders that the vendor covers today with a standing that allows it orders, with its tier for each. */
async function coveredOf<Order extends Asked>(
  vendorId: string,
  programId: string,
  orders: readonly Order[],
  context: Context,
): Promise<Places<Order>> {
  const membership = orders.length === 0 ? undefined : await membershipOf(programId, vendorId, context);
  const places: Places<Order> = new Map();
  if (!membership) return places;
  const byDay = Map.groupBy(orders, ({ timeZone }) => localDate(context.now, timeZone));
  for (const [day, some] of byDay) {
    const coverages = await coveragesOn({ programId, vendorId }, day, context);
    for (const order of some) {
      const place = placeIn(membership, coverages.get(vendorId) ?? null, order);
      if (place && isReleasable(place.standing)) places.set(order, place);
    }
  }
  return places;
}

/** Those of the orders that the vendor covers today with a standing that allows it orders. */
export const releasableOf = async <Order extends Asked>(
  vendorId: string,
  programId: string,
  orders: readonly Order[],
  context: Context,
): Promise<Set<Order>> => new Set((await coveredOf(vendorId, programId, orders, context)).keys());

/** The same without those from which a document that is demanded there keeps it, with its tier for each. */
export async function placesOf<Order extends Asked>(
  vendorId: string,
  programId: string,
  orders: readonly Order[],
  context: Context,
): Promise<Places<Order>> {
  const covered = await coveredOf(vendorId, programId, orders, context);
  const facilities = new Set([...covered.keys()].map(({ facilityId }) => facilityId));
  const without = new Set<string>();
  for (const facilityId of facilities)
    if ((await keptFromReleases([vendorId], { programId, facilityId }, context)).has(vendorId))
      without.add(facilityId);
  return new Map([...covered].filter(([{ facilityId }]) => !without.has(facilityId)));
}
