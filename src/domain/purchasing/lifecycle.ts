import { lifecycle } from '../../kernel/lifecycle.ts';
import { boundOfWholeProgram } from './model/bounds.ts';
import { purchaseOrderStates } from './model/purchase-order.ts';
import { onOwnPart, permissions } from './policy.ts';

const provided = [{ that: onOwnPart, otherwise: boundOfWholeProgram }];

/** What waits for an invoice names no order that is closed; what was invoiced on it stays. */
export const purchaseOrderLife = lifecycle({
  noun: 'purchaseOrder',
  states: purchaseOrderStates,
  initial: 'open',
  verbs: {
    close: { from: ['open'], to: 'closed', by: permissions.manageOrders, provided },
    reopen: { from: ['closed'], to: 'open', by: permissions.manageOrders, provided },
  },
});
