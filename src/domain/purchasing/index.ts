import { capability } from '../../kernel/operation.ts';
import * as budget from './model/budget.ts';
import * as order from './model/purchase-order.ts';
import { costCenterBudget } from './nouns/budget.ts';
import { purchaseOrder } from './nouns/purchase-order.ts';
import { createCostCenterBudget } from './operations/create-budget.ts';
import { createPurchaseOrder } from './operations/create-purchase-order.ts';
import { closePurchaseOrder, reopenPurchaseOrder } from './operations/step-purchase-order.ts';
import { budgetShelving, updateCostCenterBudget } from './operations/update-budget.ts';
import { updatePurchaseOrder } from './operations/update-purchase-order.ts';

export { purchaseOrderFor, type MatchedOrder, type PaidFor } from './matching.ts';
export { assertOwnPart, boundOfWholeProgram } from './model/bounds.ts';
export { bearsOnOwnPart } from './policy.ts';
export { budgetChanged, budgetCreated, budgetRestored } from './model/budget.ts';
export {
  purchaseOrderChanged,
  purchaseOrderClosed,
  purchaseOrderCreated,
  purchaseOrderReopened,
  PurchaseOrderState,
} from './model/purchase-order.ts';
export { costCenterBudget } from './nouns/budget.ts';
export { purchaseOrder } from './nouns/purchase-order.ts';
export { purchaseOrdersOf } from './store/orders.ts';
export { costCenterBudgets, purchaseOrders } from './tables.ts';

export const purchasing = capability({
  name: 'purchasing',
  nouns: [purchaseOrder, costCenterBudget],
  commands: [
    createPurchaseOrder,
    updatePurchaseOrder,
    closePurchaseOrder,
    reopenPurchaseOrder,
    createCostCenterBudget,
    updateCostCenterBudget,
    ...budgetShelving,
  ],
  events: [
    order.purchaseOrderCreated,
    order.purchaseOrderChanged,
    order.purchaseOrderClosed,
    order.purchaseOrderReopened,
    budget.budgetCreated,
    budget.budgetChanged,
    budget.budgetArchived,
    budget.budgetRestored,
  ],
  constraints: {
    purchase_orders_number: order.purchaseOrderNumberTaken,
    cost_center_budgets_no_overlap: budget.budgetOverlaps,
  },
});
