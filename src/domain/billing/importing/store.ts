import { and, eq, sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { BillingItemRow } from '../store/billing-items.ts';
import { billingItems } from '../tables.ts';

/** What names an imported item to its sender. */
export interface Key {
  programId: string;
  sourceSystem: string;
  sourceReference: string;
}

/** The key as text. */
export const keyText = ({ programId, sourceSystem, sourceReference }: Key): string =>
  JSON.stringify([programId, sourceSystem, sourceReference]);

/** Everything ever billed under these keys, void too, by key in the order billed; nobody else bills under them until the transaction ends. */
export async function heldByKey(
  keys: readonly Key[],
  { tx, actor }: Context,
): Promise<Map<string, BillingItemRow[]>> {
  const names = [...new Set(keys.map(keyText))].toSorted();
  await tx.rows(sql`select pg_advisory_xact_lock(hashtextextended(concat(${actor.tenantId}::text, ' billing of ', k.name), 0))
    from jsonb_array_elements_text(${JSON.stringify(names)}::jsonb) as k (name)`);
  const asked = JSON.stringify(
    keys.map(({ programId, sourceSystem, sourceReference }) => ({
      programId,
      sourceSystem,
      sourceReference,
    })),
  );
  const found = await tx.db
    .select()
    .from(billingItems)
    .where(
      and(
        eq(billingItems.tenantId, actor.tenantId),
        sql`(${billingItems.programId}, ${billingItems.sourceSystem}, ${billingItems.sourceReference}) in (
          select k."programId", k."sourceSystem", k."sourceReference" from jsonb_to_recordset(${asked}::jsonb)
            as k ("programId" uuid, "sourceSystem" text, "sourceReference" text))`,
      ),
    )
    .orderBy(billingItems.sourceRevision, billingItems.id)
    .for('update');
  return Map.groupBy(found, (item) =>
    keyText({
      programId: item.programId,
      sourceSystem: item.sourceSystem!,
      sourceReference: item.sourceReference!,
    }),
  );
}

/** Where an imported item is: what its assignment says, and what the places belong to; null for what is not named. */
export interface Place {
  orderId: string | null;
  orderType: string | null;
  unitCostCenterId: string | null;
  facilityProgramId: string | null;
  unitFacilityId: string | null;
  assignment: {
    programId: string;
    facilityId: string;
    unitId: string;
    vendorId: string;
    workerId: string;
  } | null;
  currency: string;
}

/** The places of items, in the order asked. */
export async function placesOf(
  asked: readonly {
    programId: string;
    assignmentId?: string | null | undefined;
    facilityId?: string | null | undefined;
    unitId?: string | null | undefined;
  }[],
  { tx, actor }: Context,
): Promise<Place[]> {
  const rows = asked.map(({ programId, assignmentId, facilityId, unitId }, place) => ({
    place,
    programId,
    assignmentId,
    facilityId,
    unitId,
  }));
  return tx.rows<Place>(sql`
    select o.id as "orderId", o.type as "orderType", u.cost_center_id as "unitCostCenterId",
      f.program_id as "facilityProgramId", u.facility_id as "unitFacilityId", p.currency,
      case when a.id is not null then jsonb_build_object('programId', a.program_id, 'facilityId', a.facility_id,
        'unitId', a.unit_id, 'vendorId', a.vendor_id, 'workerId', a.worker_id) end as assignment
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as w (place integer, "programId" uuid, "assignmentId" uuid, "facilityId" uuid, "unitId" uuid)
    join programs p on p.tenant_id = ${actor.tenantId} and p.id = w."programId"
    left join assignments a on a.tenant_id = p.tenant_id and a.id = w."assignmentId"
    left join orders o on o.tenant_id = p.tenant_id and o.id = a.order_id
    left join units u on u.tenant_id = p.tenant_id and u.id = coalesce(w."unitId", a.unit_id)
    left join facilities f on f.tenant_id = p.tenant_id and f.id = coalesce(w."facilityId", u.facility_id)
    order by w.place`);
}

/** The programs and codes of cost centers, by id. */
export async function centersById(
  ids: readonly string[],
  { tx, actor }: Context,
): Promise<Map<string, { programId: string; code: string }>> {
  const found = await tx.rows<{ id: string; programId: string; code: string }>(
    sql`select c.id, c.program_id as "programId", c.code from cost_centers c
      where c.tenant_id = ${actor.tenantId} and c.id = any (${`{${ids.join(',')}}`}::uuid[])`,
  );
  return new Map(found.map(({ id, ...center }) => [id, center]));
}
