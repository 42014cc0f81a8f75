import { sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import { asTenant } from '../../../kernel/transaction.ts';
import type { MatchedOrder } from '../matching.ts';

/** An order that is held until the transaction ends, so that two runs count what it bears one after the other. */
export interface HeldOrder {
  id: string;
  number: string;
  amount: string;
  currency: string;
  whenExhausted: 'warn' | 'block';
  thresholds: number[];
}

/** Every order of a program, closed ones too, whoever asks: what `purchaseOrderFor` matches. */
export const purchaseOrdersOf = (programId: string, { tx, actor }: Context): Promise<MatchedOrder[]> =>
  asTenant(tx, () =>
    tx.rows<MatchedOrder>(sql`select o.id, o.number, o.state, o.effective::text as effective, o.assignment_id as "assignmentId",
      o.order_id as "orderId", o.unit_id as "unitId", o.facility_id as "facilityId", o.cost_center_id as "costCenterId",
      o.vendor_id as "vendorId" from purchase_orders o
    where o.tenant_id = ${actor.tenantId} and o.program_id = ${programId} order by o.id`),
  );

/** The orders with these ids, by id, held in the order of their ids against others who hold them. */
export const heldOrders = (ids: readonly string[], { tx, actor }: Context): Promise<HeldOrder[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : asTenant(tx, () =>
        tx.rows<HeldOrder>(sql`select o.id, o.number, o.amount, o.currency, o.when_exhausted as "whenExhausted", o.thresholds
        from purchase_orders o where o.tenant_id = ${actor.tenantId} and o.id = any (${`{${ids.join(',')}}`}::uuid[])
        order by o.id for no key update of o`),
      );
