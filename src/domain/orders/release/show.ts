import type { Fact } from '../../../kernel/event.ts';
import type { Context } from '../../../kernel/operation.ts';
import { panelOf } from '../../vendors/index.ts';
import { visibilityOpened } from '../model/release.ts';
import { visibilitiesFor, type OrderRow, type VisibilityRow } from '../store.ts';
import { orders, orderVisibilities } from '../tables.ts';

/** A vendor that is to see an order: by its tier, with a cap of its own where it is not the order's. */
export interface Shown {
  vendorId: string;
  tier: number;
  submissionCap?: number | null;
}

/** How they come to see it; `again` also shows it to those to whom it was closed. */
export interface Showing {
  origin: VisibilityRow['origin'];
  planId: string | null;
  again: boolean;
}

/** An order, those who are to see it, and by which plan. */
export interface Shows extends Pick<Showing, 'planId'> {
  order: OrderRow;
  vendors: readonly Shown[];
}

const keyOf = ({ orderId, vendorId }: Pick<VisibilityRow, 'orderId' | 'vendorId'>) =>
  `${orderId} ${vendorId}`;

/**
 * Shows orders to vendors from now on, by one statement for all of them; answers one fact for each that did not see
 * its order already. Who saw one before keeps the instant at which it first did.
 */
export async function showOrders(
  shows: readonly Shows[],
  { origin, again }: Omit<Showing, 'planId'>,
  context: Context,
): Promise<Fact[]> {
  const { tx, now } = context;
  const wanted = new Map(
    shows.flatMap(({ order, vendors, planId }) =>
      vendors.map(({ vendorId, tier, submissionCap = null }) => {
        const { id: orderId, programId, facilityId, unitId } = order;
        const values = { orderId, programId, facilityId, unitId, vendorId, tier, planId, submissionCap };
        return [keyOf(values), values] as const;
      }),
    ),
  );
  const about = await visibilitiesFor(
    shows.map(({ order }) => order.id),
    shows.flatMap(({ vendors }) => vendors.map(({ vendorId }) => vendorId)),
    context,
  );
  const held = about.filter((row) => wanted.has(keyOf(row)));
  const known = new Set(held.map(keyOf));
  const closed = again ? held.filter(({ visibleTo }) => visibleTo !== null) : [];
  const reopened = await tx.changeAll(
    orderVisibilities,
    closed.map((row) => ({
      row,
      changes: { visibleTo: null, submissionCap: wanted.get(keyOf(row))!.submissionCap },
    })),
  );
  const fresh = [...wanted.values()].filter((values) => !known.has(keyOf(values)));
  const inserted = await tx.insert(
    orderVisibilities,
    fresh.map((values) => ({ ...values, visibleFrom: now, visibleTo: null, origin })),
  );
  return [...reopened, ...inserted].map((seen) => visibilityOpened(seen, { orderId: seen.orderId }));
}

/** The same of one order. */
export const showOrder = (
  order: OrderRow,
  vendors: readonly Shown[],
  { planId, ...how }: Showing,
  context: Context,
): Promise<Fact[]> => showOrders([{ order, vendors, planId }], how, context);

/**
 * Shows an order to the named vendors from now on, those of them that may be given it today; for what reaches vendors
 * by another way than a release, such as the broadcast of a shift. Called as the tenant's own hand or by who may release.
 */
export async function showOrderTo(
  orderId: string,
  vendorIds: readonly string[],
  context: Context,
): Promise<Fact[]> {
  if (vendorIds.length === 0) return [];
  const order = await context.take(orders, orderId, { version: false });
  const named = new Set(vendorIds);
  const panel = (await panelOf(order, context)).filter(({ vendorId }) => named.has(vendorId));
  return showOrder(order, panel, { origin: 'broadcast', planId: null, again: true }, context);
}
