import type { Context } from '../../../kernel/operation.ts';
import type { Changes } from '../../../kernel/transaction.ts';
import { orderSurged } from '../model/order.ts';
import type { Moved } from '../routing.ts';
import type { OrderRow } from '../store.ts';
import type { OrderChangeRow } from '../store/changes.ts';
import type { orders } from '../tables.ts';
import { applyTerms } from './apply.ts';

/** Puts a surge or rush rate into force: the rates change, and the order says since when, why and from what. */
export async function surgeOf(
  order: OrderRow,
  { kind, reason }: OrderChangeRow,
  changes: Changes<typeof orders>,
  context: Context,
): Promise<Moved> {
  if (kind === 'terms') throw new Error('a change of terms is no surge');
  const { billRate, maxBillRate, postedRateFrom, postedRateTo } = order;
  const marked = {
    ...changes,
    surgeKind: kind,
    surgeReason: reason,
    surgeFromRate: billRate,
    surgedAt: context.now,
    surgeBefore: { billRate: billRate!, maxBillRate, postedRateFrom, postedRateTo },
  };
  const applied = await applyTerms(order, marked, context);
  return { ...applied, facts: [orderSurged(applied.order, { kind }, reason ?? undefined), ...applied.facts] };
}
