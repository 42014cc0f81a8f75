import { z } from 'zod';
import { timer, type Timer } from '../../../kernel/operation.ts';
import { budgetThresholdReached, purchaseOrderThresholdReached } from './model.ts';
import { reachedByBudgets, reachedByOrders } from './store/reaching.ts';

/**
 * Measures what is used of the orders and budgets of a program (its subject). A threshold is told once for each amount:
 * a correction that takes it back, and time that reaches it again, tell nothing; a raised amount begins anew.
 */
export const measureBurn: Timer<Record<string, never>> = timer({
  name: 'measureBurn',
  data: z.strictObject({}),
  async handle({ subjectId: programId }, context) {
    const orders = await reachedByOrders(programId, context);
    const budgets = await reachedByBudgets(programId, context);
    return {
      events: [
        ...orders.map(({ threshold, ...order }) => purchaseOrderThresholdReached(order, { threshold })),
        ...budgets.map(({ threshold, ...budget }) => budgetThresholdReached(budget, { threshold })),
      ],
    };
  },
});
