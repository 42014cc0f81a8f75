import { refuse } from '../../../kernel/errors.ts';
import type { Consequence, Context } from '../../../kernel/operation.ts';
import { assertPostable, type OrderRow } from '../../orders/index.ts';
import { beginBroadcast, planFor } from '../broadcasting/stages.ts';
import { shiftsAnnounced } from '../model/shift.ts';
import { shownVendors, type ShiftRow } from '../store/shift.ts';

/** A plan by which shifts are broadcast; undefined: whoever sees the order may take them. */
export type Plan = Awaited<ReturnType<typeof planFor>>;

/**
 * The plan that was named, or the program’s default if it has one; refuses a name that is none of the program’s, and
 * with `posting_lacks_pay_terms` an order that the law does not let be shown to vendors as it stands.
 */
export async function planOf(order: OrderRow, planId: string | null, context: Context): Promise<Plan> {
  const plan = await planFor(order.programId, planId, context);
  if (planId !== null && !plan)
    throw refuse('/broadcastPlanId', 'not_in_program', 'The program has no such plan in use.');
  // A broadcast shows the order to vendors to whom nobody released it.
  if (plan) await assertPostable(order, context);
  return plan;
}

/**
 * Tells whoever may take posted shifts of one order: the vendors that see the order, each by one fact of its own; by a
 * plan, those whose stage has come.
 */
export async function announce(
  posted: readonly ShiftRow[],
  plan: Plan,
  context: Context,
): Promise<Required<Consequence>> {
  const [first] = posted;
  if (!first) return { events: [], timers: [] };
  if (plan) return beginBroadcast(posted, plan, context);
  const data = { orderId: first.orderId, shiftIds: posted.map(({ id }) => id) };
  const vendors = await shownVendors(first.orderId, context);
  return { events: vendors.map((vendorId) => shiftsAnnounced({ ...first, vendorId }, data)), timers: [] };
}
