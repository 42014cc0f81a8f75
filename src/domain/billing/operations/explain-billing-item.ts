import { z } from 'zod';
import { notFound } from '../../../kernel/errors.ts';
import { query } from '../../../kernel/operation.ts';
import { Amount, Id, reference } from '../../../kernel/shapes.ts';
import { itemSteps } from '../explaining/item-steps.ts';
import { BillingStep } from '../explaining/model.ts';
import { CostAllocation } from '../model.ts';
import { permissions, seesCostCenters } from '../policy.ts';
import { billingItems } from '../tables.ts';

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
      steps: z.array(BillingStep),
      allocation: z.array(CostAllocation).optional().meta({
        description:
          'Day by day, what an interval names and then the shares in force; cents are rounded once over the week, minutes never split.',
      }),
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
