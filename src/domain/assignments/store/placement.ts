import { and, asc, eq } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import { placements } from '../tables.ts';

/** The hires on an order that have not begun, held until the transaction ends. */
export const acceptedOnOrder = (orderId: string, { tx, actor }: Context): Promise<Row<typeof placements>[]> =>
  tx.db
    .select()
    .from(placements)
    .where(
      and(
        eq(placements.tenantId, actor.tenantId),
        eq(placements.orderId, orderId),
        eq(placements.state, 'accepted'),
      ),
    )
    .orderBy(asc(placements.id))
    .for('update');
