import { sql } from 'drizzle-orm';
import type { Context } from '../../../../kernel/operation.ts';
import { asTenant } from '../../../../kernel/transaction.ts';

/**
 * The workers with the ids and into whom each was merged, if it was; none is merged until the transaction ends, though
 * others may hold them so too. As the tenant's own hand: who writes of a worker may not change the worker.
 */
export async function holdStanding(
  ids: readonly string[],
  { tx, actor }: Context,
): Promise<{ id: string; mergedIntoId: string | null }[]> {
  if (ids.length === 0) return [];
  return asTenant(tx, () =>
    tx.rows(sql`select w.id, w.merged_into_id as "mergedIntoId" from workers w
      where w.tenant_id = ${actor.tenantId} and w.id = any(${`{${[...new Set(ids)].join(',')}}`}::uuid[])
      order by w.id for key share`),
  );
}
