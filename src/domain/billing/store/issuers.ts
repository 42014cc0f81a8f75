import { sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import { asTenant } from '../../../kernel/transaction.ts';

/** The user who issued a document; nobody where the tenant's own hand did. */
export async function issuersOf(
  { issuedBy }: { issuedBy: string | null },
  { tx, actor }: Context,
): Promise<string[]> {
  if (issuedBy === null) return [];
  const found = await asTenant(tx, () =>
    tx.rows<{ id: string }>(sql`select m.user_id as id from memberships m
      where m.tenant_id = ${actor.tenantId} and m.id = ${issuedBy} and m.user_id is not null`),
  );
  return found.map(({ id }) => id);
}
