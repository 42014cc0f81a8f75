import { and, eq } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import { asTenant, type Row } from '../../../kernel/transaction.ts';
import { shiftBoosts } from './tables.ts';

export type ShiftBoostRow = Row<typeof shiftBoosts>;

/** The boost of a shift that is in force, held until the transaction ends. */
export const boostOf = (shiftId: string, { tx, actor }: Context): Promise<ShiftBoostRow | undefined> =>
  asTenant(tx, async () => {
    const [found] = await tx.db
      .select()
      .from(shiftBoosts)
      .where(
        and(
          eq(shiftBoosts.tenantId, actor.tenantId),
          eq(shiftBoosts.shiftId, shiftId),
          eq(shiftBoosts.state, 'in_force'),
        ),
      )
      .for('update');
    return found;
  });
