import { z } from 'zod';
import { notFound } from '../../../kernel/errors.ts';
import { query } from '../../../kernel/operation.ts';
import { Amount, Id, oneOf, reference } from '../../../kernel/shapes.ts';
import { itemSteps } from '../explaining/item-steps.ts';
import { CostAllocation } from '../model.ts';
import { permissions, seesCostCenters } from '../policy.ts';
import { billingItems } from '../tables.ts';

const StepName = oneOf('BillingStepName', [
  'charge',
  'invoiced_before',
  'difference',
  'volume_step',
  'fee',
  'vendor_amount',
]);

export const explainBillingItem = query({
  name: 'explainBillingItem',
  summary: 'How the money of a billing item came about, step by step.',
  rest: 'GET /billing-items/{billingItemId}/explain',
  permission: permissions.explain,
  input: z.strictObject({ billingItemId: reference('billingItem') }),
  output: z
    .strictObject({
      billingItemId: Id,
      sourceNoun: z.string(),
      sourceId: Id,
      sourceRevision: z.int(),
      agreementId: Id.nullable(),
      currency: z.string(),
      amount: Amount,
      steps: z.array(
        z.strictObject({ name: StepName, detail: z.string(), result: Amount }).meta({ id: 'BillingStep' }),
      ),
      allocation: z
        .array(CostAllocation)
        .optional()
        .meta({ description: 'By the shares in force on the first day worked; minutes are never split.' }),
    })
    .meta({ id: 'BillingItemExplanation' }),
  async handle({ billingItemId }, context) {
    const item = await context.tx.find(billingItems, billingItemId);
    if (!item) throw notFound();
    const steps = await itemSteps(item, context);
    return {
      billingItemId: item.id,
      sourceNoun: item.sourceNoun,
      sourceId: item.sourceId,
      sourceRevision: item.sourceRevision,
      agreementId: item.agreementId,
      currency: item.currency,
      amount: item.amount,
      steps,
      ...(seesCostCenters(context.actor) && { allocation: item.allocation }),
    };
  },
});
