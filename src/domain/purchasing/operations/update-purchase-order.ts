import { z } from 'zod';
import { daysBetween, lastDayOf, rangeOf, spanOf } from '../../../kernel/day-range.ts';
import { parseAmount } from '../../../kernel/money.ts';
import { command } from '../../../kernel/operation.ts';
import { Day, reference, text } from '../../../kernel/shapes.ts';
import { differences } from '../../identifiers/index.ts';
import { ascending, assertOwnPart, boundOfWholeProgram, SomeAmount, Thresholds } from '../model/bounds.ts';
import { purchaseOrderChanged, WhenExhausted } from '../model/purchase-order.ts';
import { purchaseOrder } from '../nouns/purchase-order.ts';
import { permissions } from '../policy.ts';
import { purchaseOrders } from '../tables.ts';

export const updatePurchaseOrder = command({
  name: 'updatePurchaseOrder',
  summary:
    'Change its amount, days, thresholds or what happens when it is exhausted: absent keeps, null clears. What was invoiced on it stays; its scope is another order’s.',
  rest: 'PATCH /purchase-orders/{purchaseOrderId}',
  permission: permissions.manageOrders,
  input: z.strictObject({
    purchaseOrderId: reference('purchaseOrder'),
    description: text(500).nullish(),
    amount: SomeAmount.optional(),
    effectiveFrom: Day.optional(),
    effectiveTo: Day.nullish(),
    thresholds: Thresholds.optional(),
    whenExhausted: WhenExhausted.optional(),
  }),
  output: purchaseOrder,
  errors: [boundOfWholeProgram],
  async handle({ purchaseOrderId, effectiveFrom, effectiveTo, thresholds, amount, ...told }, context) {
    const row = await context.take(purchaseOrders, purchaseOrderId);
    assertOwnPart(row, context.actor);
    const span = spanOf(row.effective);
    const last = effectiveTo === undefined ? lastDayOf(span) : effectiveTo;
    const changes = differences(row, {
      ...told,
      ...(amount && { amount: parseAmount(amount) }),
      ...(thresholds && { thresholds: ascending(thresholds) }),
      effective: rangeOf(daysBetween(effectiveFrom ?? span.from, last)),
    });
    if (Object.keys(changes).length === 0) return { result: row, unchanged: true };
    const changed = await context.tx.change(purchaseOrders, row, changes);
    return {
      result: changed,
      events: [purchaseOrderChanged(changed, { isForOtherDays: 'effective' in changes })],
    };
  },
});
