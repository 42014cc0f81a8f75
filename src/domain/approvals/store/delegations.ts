import { and, asc, eq, inArray, or, sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import { approvalDelegations } from '../tables.ts';
import { idList, type DelegationRow } from './rows.ts';

/** The delegations from or to the memberships that have not ended, held until the transaction ends. */
export const delegationsOf = (
  membershipIds: readonly string[],
  { tx, actor }: Context,
): Promise<DelegationRow[]> =>
  tx.db
    .select()
    .from(approvalDelegations)
    .where(
      and(
        eq(approvalDelegations.tenantId, actor.tenantId),
        or(
          sql`${approvalDelegations.fromMembershipId} = any(${idList(membershipIds)}::uuid[])`,
          sql`${approvalDelegations.toMembershipId} = any(${idList(membershipIds)}::uuid[])`,
        ),
        inArray(approvalDelegations.state, ['scheduled', 'active']),
      ),
    )
    .orderBy(asc(approvalDelegations.id))
    .for('update');
