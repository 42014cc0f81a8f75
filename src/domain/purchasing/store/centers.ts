import { sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';

/** Where a cost center belongs, and the currency of its program. */
export interface Center {
  programId: string;
  facilityId: string | null;
  currency: string;
}

/** The cost centers with these ids that the caller sees, by id. */
export async function centersOf(
  ids: readonly string[],
  { tx, actor }: Context,
): Promise<Map<string, Center>> {
  const rows = await tx.rows<
    Center & { id: string }
  >(sql`select c.id, c.program_id as "programId", c.facility_id as "facilityId", p.currency
    from cost_centers c join programs p on p.tenant_id = c.tenant_id and p.id = c.program_id
    where c.tenant_id = ${actor.tenantId} and c.id = any (${`{${ids.join(',')}}`}::uuid[])`);
  return new Map(rows.map(({ id, ...center }) => [id, center]));
}
