import { sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { Implied } from '../scope.ts';

/** What the named rows imply of where they belong, by their ids; of those that the caller sees. */
export async function impliedBy(
  ids: readonly string[],
  { tx, actor }: Context,
): Promise<Map<string, Implied>> {
  if (ids.length === 0) return new Map();
  const wanted = sql`${actor.tenantId} and x.id = any (${`{${ids.join(',')}}`}::uuid[])`;
  const rows = await tx.rows<Implied & { id: string }>(sql`
    select x.id, x.program_id as "programId", x.facility_id as "facilityId", x.unit_id as "unitId", x.order_id as "orderId",
      x.vendor_id as "vendorId" from assignments x where x.tenant_id = ${wanted}
    union all select x.id, x.program_id, x.facility_id, x.unit_id, x.id, null from orders x where x.tenant_id = ${wanted}
    union all select x.id, x.program_id, x.facility_id, x.id, null, null from units x where x.tenant_id = ${wanted}
    union all select x.id, x.program_id, x.id, null, null, null from facilities x where x.tenant_id = ${wanted}
    union all select x.id, x.program_id, null, null, null, null from cost_centers x where x.tenant_id = ${wanted}`);
  return new Map(rows.map(({ id, ...implied }) => [id, implied]));
}

/** The currencies of programs, by their ids. */
export async function currenciesOf(
  programIds: readonly string[],
  { tx, actor }: Context,
): Promise<Map<string, string>> {
  const rows = await tx.rows<{ id: string; currency: string }>(sql`select p.id, p.currency from programs p
    where p.tenant_id = ${actor.tenantId} and p.id = any (${`{${programIds.join(',')}}`}::uuid[])`);
  return new Map(rows.map(({ id, currency }) => [id, currency]));
}
