import { sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';

/** The time zones of facilities, by id. */
export async function zonesOf(
  facilityIds: readonly string[],
  { tx, actor }: Context,
): Promise<Map<string, string>> {
  const found = await tx.rows<{ id: string; timeZone: string }>(
    sql`select f.id, f.time_zone as "timeZone" from facilities f
      where f.tenant_id = ${actor.tenantId} and f.id = any(${`{${[...new Set(facilityIds)].join(',')}}`}::uuid[])`,
  );
  return new Map(found.map(({ id, timeZone }) => [id, timeZone]));
}
