import type { Client } from '../support/service.ts';
import { listed, type Listed } from './figures-by-hand.ts';
import type { Told } from './hiring-told.ts';
import type { Keys } from './recounting.ts';

const nouns = [
  'orders',
  'positions',
  'submissions',
  'interviews',
  'offers',
  'assignments',
  'placements',
  'facilities',
  'units',
  'orderVisibilities',
  'panelMemberships',
  'billingItems',
  'charges',
] as const;
type Noun = (typeof nouns)[number];

/** What is known besides what a role lists. */
export interface Beside {
  /** The log, as far as it is asked about. */
  told: Told;
  /** Who made each order, as a user. */
  makers: ReadonlyMap<string, string>;
  asOf?: string | undefined;
  /** Lists that are not the role's: it counts what follows from them, as far as it sees the order. */
  lent?: Partial<Record<Noun, readonly Listed[]>>;
  /** What it lists nothing of, and counts nothing of. */
  without?: readonly Noun[];
}

/** What a role lists of hiring and its price, now or as of an instant, by id where it is looked up. */
export async function seenBy(client: Client, { told, makers, asOf, lent = {}, without = [] }: Beside) {
  const all = await Promise.all(
    nouns.map(async (noun): Promise<readonly Listed[]> => {
      if (lent[noun]) return lent[noun];
      if (without.includes(noun)) return [];
      const path = noun.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      return listed(client, `/${path}${asOf ? `?asOf=${asOf}` : ''}`);
    }),
  );
  const lists = Object.fromEntries(nouns.map((noun, at) => [noun, all[at]!])) as Record<
    Noun,
    readonly Listed[]
  >;
  const byId = (noun: Noun) => new Map(lists[noun].map((row) => [row['id'] as string, row]));
  const [orders, facilities, units, offers, submissions] = (
    ['orders', 'facilities', 'units', 'offers', 'submissions'] as const
  ).map(byId);
  const tiers = new Map(
    lists.panelMemberships.map(({ programId, vendorId, tier }) => [`${programId} ${vendorId}`, String(tier)]),
  );
  const { orderVisibilities, ...rest } = lists;
  return {
    ...rest,
    orderVisibilities: orderVisibilities.filter(
      ({ orderId }) => !lent.orderVisibilities || orders!.has(orderId),
    ),
    told,
    offerOf: (id: string) => offers!.get(id)!,
    submissionOf: (id: string) => submissions!.get(id)!,
    orderOf: (id: string | null) => (id === null ? undefined : orders!.get(id)),
    zoneOf: (facilityId: string) => facilities!.get(facilityId)!['timeZone'] as string,
    /** Where a row belongs: its place, its vendor, and what its order asks for as far as that is seen. */
    keysOf(row: Listed, vendorId: string | null): Keys {
      const order = row['orderId'] ? orders!.get(row['orderId']) : undefined;
      const place = { ...order, ...row };
      return {
        program: place['programId'],
        facility: place['facilityId'],
        unit: place['unitId'],
        cost_center: units!.get(place['unitId'])?.['costCenterId'] ?? null,
        vendor: vendorId,
        tier: tiers.get(`${place['programId']} ${vendorId}`) ?? null,
        profession: order?.['profession'] ?? null,
        specialty: order?.['specialty'] ?? null,
        order_type: order?.['type'] ?? null,
        engagement_kind: order ? (order['type'] === 'direct_hire' ? 'direct_hire' : 'staffing') : null,
        state: facilities!.get(place['facilityId'])?.['state'] ?? null,
        requester: order ? (makers.get(order['id']) ?? null) : null,
      };
    },
  };
}
export type Seen = Awaited<ReturnType<typeof seenBy>>;
