import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { Grouping } from '../issuing/grouping.ts';
import type { Taxable } from '../settings/taxing.ts';
import { heldByOrder, type HeldByOrder } from './claiming.ts';
import { groupColumns, keyOf, type DocumentGroup, type Side } from './documents.ts';
import { selection, settlement } from './selection.ts';
import type { Waiting } from './waiting-items.ts';

/** What a run would bill as items `i`, their fees settled, and what it would hold; nothing is locked. */
const foreseen = (
  asking: Waiting,
  context: Context,
): SQL => sql`with ${selection(asking, context, null)}, ${settlement},
  i as (select item.id, item.kind, item.vendor_id, item.facility_id, item.purchase_order_id, item.currency,
      coalesce(f.amount, item.amount) as amount, coalesce(f.fee_amount, item.fee_amount) as fee_amount,
      coalesce(f.allocation, item.allocation) as allocation
    from billed b join billing_items item on item.tenant_id = ${context.actor.tenantId} and item.id = b.id left join fees f on f.id = b.id)`;

/** How a run would cut what waits into documents. */
export const groupsForeseen = (
  asking: Waiting,
  side: Side,
  grouping: Grouping,
  context: Context,
): Promise<DocumentGroup[]> =>
  context.tx.rows(
    sql`${foreseen(asking, context)} select ${groupColumns(side, grouping)} from i group by 2, 3, 4, 5, 6 order by 1`,
  );

/** What taxes of the client's documents would be told by, with its sums. */
export const taxablesForeseen = (
  asking: Waiting,
  grouping: Grouping,
  context: Context,
): Promise<(Taxable & { key: string; amount: string })[]> =>
  context.tx
    .rows(sql`${foreseen(asking, context)} select ${keyOf('client', grouping)} as key, i.facility_id as "facilityId", f.state,
      i.kind, i.vendor_id as "vendorId", sum(i.amount)::text as amount
    from i left join facilities f on f.tenant_id = ${context.actor.tenantId} and f.id = i.facility_id group by 1, 2, 3, 4, 5 order by 1, 2, 4, 5`);

/** What a run would hold, by purchase order. */
export async function heldForeseen(asking: Waiting, context: Context): Promise<HeldByOrder[]> {
  const [found] = await context.tx.rows<{ held: HeldByOrder[] }>(
    sql`${foreseen(asking, context)} select ${heldByOrder(context.actor.tenantId)} as held`,
  );
  return found!.held;
}
