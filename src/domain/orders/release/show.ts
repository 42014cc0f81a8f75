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

/**
 * Shows the order to the vendors from now on, by one statement for all of them; answers one fact for each that did not
 * see it already. Who saw it before keeps the instant at which it first did.
 */
export async function showOrder(
  order: OrderRow,
  vendors: readonly Shown[],
  { origin, planId, again }: Showing,
  context: Context,
): Promise<Fact[]> {
  const { tx, now } = context;
  const held = await visibilitiesFor(
    order.id,
    vendors.map(({ vendorId }) => vendorId),
    context,
  );
  const caps = new Map(vendors.map(({ vendorId, submissionCap }) => [vendorId, submissionCap ?? null]));
  const known = new Set(held.map(({ vendorId }) => vendorId));
  const closed = again ? held.filter(({ visibleTo }) => visibleTo !== null) : [];
  const reopened = await tx.changeAll(
    orderVisibilities,
    closed.map((row) => ({
      row,
      changes: { visibleTo: null, submissionCap: caps.get(row.vendorId) ?? null },
    })),
  );
  const { id: orderId, programId, facilityId, unitId } = order;
  const place = { orderId, programId, facilityId, unitId, visibleFrom: now, visibleTo: null, origin, planId };
  const fresh = vendors.filter(({ vendorId }) => !known.has(vendorId));
  const inserted = await tx.insert(
    orderVisibilities,
    fresh.map(({ vendorId, tier, submissionCap = null }) => ({ ...place, vendorId, tier, submissionCap })),
  );
  return [...reopened, ...inserted].map((seen) => visibilityOpened(seen, { orderId }));
}

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
