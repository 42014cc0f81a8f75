import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import { waitingStates } from '../lifecycle/submission.ts';
import { submissions } from '../tables.ts';
import type { SubmissionRow } from './submission.ts';

/** The submissions of an order that wait for an offer, held until the transaction ends: an offer's own terms stand. */
export const waitingOn = (orderId: string, { tx, actor }: Context): Promise<SubmissionRow[]> =>
  tx.db
    .select()
    .from(submissions)
    .where(
      and(
        eq(submissions.tenantId, actor.tenantId),
        eq(submissions.orderId, orderId),
        inArray(submissions.state, [...waitingStates]),
      ),
    )
    .orderBy(asc(submissions.id))
    .for('update');
