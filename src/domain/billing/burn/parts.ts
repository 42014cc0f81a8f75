import type { Capability } from '../../../kernel/operation.ts';
import { budgetThresholdReached, burnThresholdAcknowledged, purchaseOrderThresholdReached } from './model.ts';
import { burnThreshold } from './nouns.ts';
import { acknowledgeBurnThreshold } from './operations/acknowledge-threshold.ts';
import { costCenterBudgetBurn } from './operations/budget-burn.ts';
import { purchaseOrderBurn } from './operations/purchase-order-burn.ts';
import { burnReactions } from './reactions.ts';
import { measureBurn } from './timers.ts';

/** What is used of purchase orders and budgets, and who is told of it. */
export const burnParts = {
  nouns: [burnThreshold],
  commands: [acknowledgeBurnThreshold],
  queries: [purchaseOrderBurn, costCenterBudgetBurn],
  events: [purchaseOrderThresholdReached, budgetThresholdReached, burnThresholdAcknowledged],
  reactions: burnReactions,
  timers: [measureBurn],
} satisfies Partial<Capability>;
