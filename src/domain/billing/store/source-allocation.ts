import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { Fact } from '../../../kernel/event.ts';
import { parseAmount } from '../../../kernel/money.ts';
import type { Context } from '../../../kernel/operation.ts';
import { units } from '../../programs/index.ts';
import { allocateLines } from '../charging/allocation.ts';
import { billingItemAllocated } from '../model.ts';
import { billingItems } from '../tables.ts';
import { sharesOfMany } from './terms.ts';

/** Whose shares have changed. */
type Where = { assignmentId: string } | { unitId: string };

/**
 * Splits what waits of charges and expenses by the shares that are in force now on their day. What a sender has charged
 * itself stays as it said.
 */
export async function allocateSources(where: Where, context: Context): Promise<Fact[]> {
  const { tx, actor } = context;
  const waiting = await tx.db
    .select()
    .from(billingItems)
    .where(
      and(
        eq(billingItems.tenantId, actor.tenantId),
        'unitId' in where
          ? eq(billingItems.unitId, where.unitId)
          : eq(billingItems.assignmentId, where.assignmentId),
        eq(billingItems.state, 'approved'),
        inArray(billingItems.sourceNoun, ['charge', 'expense']),
        isNull(billingItems.correctsId),
      ),
    )
    .orderBy(billingItems.id)
    .for('update');
  if (waiting.length === 0) return [];
  const centers = new Map<string, string | null>();
  for (const id of new Set(waiting.map(({ unitId }) => unitId!)))
    centers.set(id, (await tx.find(units, id))!.costCenterId);
  const shares = await sharesOfMany(
    waiting.map(({ assignmentId, unitId, workDateFrom }) => ({
      assignmentId,
      unitCostCenterId: centers.get(unitId!)!,
      onDay: workDateFrom,
    })),
    context,
  );
  const changes = waiting.flatMap((row, at) => {
    const allocation = allocateLines([parseAmount(row.amount)], shares[at]!)[0]!;
    return JSON.stringify(allocation) === JSON.stringify(row.allocation)
      ? []
      : [{ row, changes: { allocation } }];
  });
  const changed = await tx.changeAll(billingItems, changes);
  return changed.map((item) => billingItemAllocated(item, {}));
}
