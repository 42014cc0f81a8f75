import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import { memberships, users } from '../../access/index.ts';
import { titleHoldings } from '../tables.ts';

/** Holds a membership and its user as they are until the transaction ends; the membership. */
export async function heldMembership(id: string, { tx }: Context): Promise<Row<typeof memberships>> {
  const { userId } = (await tx.find(memberships, id))!;
  await tx.find(users, userId, { lock: 'share' });
  return (await tx.find(memberships, id, { lock: 'share' }))!;
}

/** What some memberships hold, held until the transaction ends. */
export const holdingsOf = (
  membershipIds: readonly string[],
  { tx, actor }: Context,
): Promise<Row<typeof titleHoldings>[]> =>
  tx.db
    .select()
    .from(titleHoldings)
    .where(
      and(
        eq(titleHoldings.tenantId, actor.tenantId),
        inArray(titleHoldings.membershipId, [...membershipIds]),
        isNull(titleHoldings.endedAt),
      ),
    )
    .orderBy(asc(titleHoldings.id))
    .for('update');

/** The memberships of a user, ended ones too. */
export async function membershipsOf(userId: string, { tx, actor }: Context): Promise<string[]> {
  const found = await tx.rows<{ id: string }>(
    sql`select id from memberships where tenant_id = ${actor.tenantId} and user_id = ${userId}`,
  );
  return found.map(({ id }) => id);
}
