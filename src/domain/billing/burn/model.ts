import { z } from 'zod';
import { event, factsFor } from '../../../kernel/event.ts';
import { Amount, Day, Id, oneOf } from '../../../kernel/shapes.ts';
import { Currency } from '../../programs/index.ts';
import { PurchaseOrderState } from '../../purchasing/index.ts';

export const burnThresholdStates = ['reached', 'acknowledged'] as const;
export const BurnThresholdState = oneOf('BurnThresholdState', burnThresholdStates);

const Burned = {
  currency: Currency,
  amount: Amount.meta({ description: 'What was ordered or budgeted.' }),
  invoiced: Amount.meta({ description: 'What clients were invoiced of it, less credits; without tax.' }),
  approved: Amount.meta({ description: 'What is approved and waits for an invoice or a credit memo.' }),
  remaining: Amount.meta({ description: 'Negative where it is exceeded.' }),
  percent: z
    .string()
    .meta({ scalar: 'Decimal', format: 'decimal', examples: ['85.2950'], description: 'Used, in percent.' }),
  reached: z.array(z.int()).meta({ description: 'The thresholds reached of this amount.' }),
};

export const OrderBurn = z
  .strictObject({
    purchaseOrderId: Id,
    number: z.string(),
    state: PurchaseOrderState,
    ...Burned,
  })
  .meta({ id: 'PurchaseOrderBurn' });

export const BudgetBurn = z
  .strictObject({
    costCenterBudgetId: Id,
    costCenterId: Id,
    costCenterCode: z.string(),
    periodStart: Day,
    periodEnd: Day,
    ...Burned,
  })
  .meta({ id: 'CostCenterBudgetBurn' });

const reached = z.strictObject({ threshold: z.int() });
const ours = ['operator', 'client'] as const;

export const purchaseOrderThresholdReached = event({
  type: 'purchase_order.threshold_reached',
  summary: 'So many percent of a purchase order are used: told once for each amount that it has had.',
  sides: ours,
  data: reached,
});
export const budgetThresholdReached = event({
  type: 'cost_center_budget.threshold_reached',
  summary: 'So many percent of a budget are used: told once for each amount that it has had.',
  sides: ours,
  data: reached,
});
export const burnThresholdAcknowledged = factsFor(ours, z.strictObject({}))(
  'burn_threshold.acknowledged',
  'Somebody took note that a threshold was reached.',
);
