import { sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';

/** The names of vendors that the actor sees, by id. */
export async function vendorNames(
  ids: readonly string[],
  { tx, actor }: Context,
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const found = await tx.rows<{ id: string; name: string }>(
    sql`select id, name from vendors where tenant_id = ${actor.tenantId} and id = any(${`{${ids.join(',')}}`}::uuid[])`,
  );
  return new Map(found.map(({ id, name }) => [id, name]));
}
