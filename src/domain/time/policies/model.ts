import { z } from 'zod';
import { event } from '../../../kernel/event.ts';
import { Id } from '../../../kernel/shapes.ts';
import { PayPolicy } from '../pay-rules/policy.ts';

/** Members that take the place of the same ones of other rules, each whole. */
export const PayPolicyChanges = PayPolicy.partial().meta({ id: 'PayPolicyChanges' });

export const payPolicyRevised = event({
  type: 'pay_policy.revised',
  summary: 'Another number of a pay policy is in force from a day on, in the place of the one before.',
  sides: ['operator', 'client'],
  data: z.strictObject({ supersedesId: Id, number: z.int() }),
});
