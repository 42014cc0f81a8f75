import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { Context } from '../../kernel/operation.ts';
import { memberships } from '../access/index.ts';
import { savedReports } from './tables.ts';

/** The reports, not put away, of a membership or of all memberships of a user, locked. */
export const reportsOf = (
  { userId, membershipId }: { userId?: string; membershipId?: string },
  { tx, actor }: Context,
) =>
  tx.db
    .select()
    .from(savedReports)
    .where(
      and(
        eq(savedReports.tenantId, actor.tenantId),
        isNull(savedReports.archivedAt),
        membershipId ? eq(savedReports.membershipId, membershipId) : undefined,
        userId
          ? inArray(
              savedReports.membershipId,
              tx.db
                .select({ id: memberships.id })
                .from(memberships)
                .where(and(eq(memberships.tenantId, actor.tenantId), eq(memberships.userId, userId))),
            )
          : undefined,
      ),
    )
    .orderBy(savedReports.id)
    .for('update');
