import { z } from 'zod';
import { command } from '../../../../kernel/operation.ts';
import { reference, text } from '../../../../kernel/shapes.ts';
import { permissions } from '../../policy.ts';
import { takeCreditBack } from '../credit.ts';
import { creditTakenBack, settledBeyond, voidedByCredit } from '../model.ts';
import { creditApplication } from '../nouns.ts';
import { creditApplications } from '../../tables.ts';

export const reverseCreditApplication = command({
  name: 'reverseCreditApplication',
  summary:
    'Take back what a credit settled: so much of the document is open again, and of the credit left; what a void document was credited stays. The answer is the row that takes it back.',
  rest: 'POST /credit-applications/{creditApplicationId}/reverse',
  permission: permissions.applyCredits,
  input: z.strictObject({ creditApplicationId: reference('creditApplication'), reason: text(500) }),
  output: creditApplication,
  errors: [creditTakenBack, voidedByCredit, settledBeyond],
  async handle({ creditApplicationId, reason }, context) {
    const applied = await context.take(creditApplications, creditApplicationId);
    const { application, events } = await takeCreditBack(applied, reason, context);
    return { result: application, events: [events[0]!, ...events.slice(1)] };
  },
});
