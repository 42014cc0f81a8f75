import { stepCommand } from '../../../kernel/step-command.ts';
import { purchaseOrderLife } from '../lifecycle.ts';
import { purchaseOrderClosed, purchaseOrderReopened } from '../model/purchase-order.ts';
import { purchaseOrder } from '../nouns/purchase-order.ts';
import { purchaseOrders } from '../tables.ts';

const about = { noun: purchaseOrder, table: purchaseOrders, life: purchaseOrderLife } as const;

export const closePurchaseOrder = stepCommand({
  ...about,
  verb: 'close',
  summary: 'Charge nothing more to it: what waits is charged to another order, or to none.',
  event: purchaseOrderClosed,
  reason: 'optional',
  changes: (_row, _context, reason) => ({ closedBecause: reason ?? null }),
});

export const reopenPurchaseOrder = stepCommand({
  ...about,
  verb: 'reopen',
  summary: 'Let it pay again for what waits and what is to come.',
  event: purchaseOrderReopened,
  changes: () => ({ closedBecause: null }),
});
