import { sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import { asTenant } from '../../../kernel/transaction.ts';
import type { MatchedOrder } from '../matching.ts';

/** Every order of a program, closed ones too, whoever asks: what `purchaseOrderFor` matches. */
export const purchaseOrdersOf = (programId: string, { tx, actor }: Context): Promise<MatchedOrder[]> =>
  asTenant(tx, () =>
    tx.rows<MatchedOrder>(sql`select o.id, o.number, o.state, o.effective::text as effective, o.assignment_id as "assignmentId",
      o.order_id as "orderId", o.unit_id as "unitId", o.facility_id as "facilityId", o.cost_center_id as "costCenterId",
      o.vendor_id as "vendorId" from purchase_orders o
    where o.tenant_id = ${actor.tenantId} and o.program_id = ${programId} order by o.id`),
  );
