import { and, eq } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import { savingsBenchmarks } from '../tables.ts';

/** What was said of a program's savings from exactly a day on, held until the transaction ends; undefined where nothing was. */
export async function choiceOf(
  { programId, effectiveFrom }: { programId: string; effectiveFrom: string },
  { tx, actor }: Context,
): Promise<Row<typeof savingsBenchmarks> | undefined> {
  const [found] = await tx.db
    .select()
    .from(savingsBenchmarks)
    .where(
      and(
        eq(savingsBenchmarks.tenantId, actor.tenantId),
        eq(savingsBenchmarks.programId, programId),
        eq(savingsBenchmarks.effectiveFrom, effectiveFrom),
      ),
    )
    .for('update');
  return found;
}
