import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { factsFor } from '../../../kernel/event.ts';
import { compare, parseAmount } from '../../../kernel/money.ts';
import { Amount, oneOf, reference } from '../../../kernel/shapes.ts';

export const ApprovalSubject = oneOf('ApprovalSubject', ['order']);
/** Where the title must be held: at the subject’s unit, facility or program. */
export const ApprovalLevel = oneOf('ApprovalLevel', ['unit', 'facility', 'program']);

export const ApprovalPolicyStep = z
  .strictObject({
    titleId: reference('approvalTitle'),
    level: ApprovalLevel,
    minimumAmount: Amount.refine((text) => !text.startsWith('-'), 'A minimum is not negative.')
      .nullish()
      .meta({ description: 'The step is needed only above this amount, in the program’s currency.' }),
  })
  .meta({ id: 'ApprovalPolicyStep' });

export type PolicyStep = z.output<typeof ApprovalPolicyStep>;

export const policyExists = declareError(
  'approval_policy_exists',
  'conflict',
  'Another approval policy of the program takes effect on that day.',
);

const fact = factsFor(['operator', 'client'], z.strictObject({}));
export const policyCreated = fact('approval_policy.created', 'An approval policy was created.');
export const policyArchived = fact('approval_policy.archived', 'An approval policy was archived.');

/** Whether a subject of this amount needs the step: above its minimum, or of an amount that nobody knows. */
export const isNeeded = (step: Pick<PolicyStep, 'minimumAmount'>, amount: string | null): boolean =>
  step.minimumAmount == null ||
  amount === null ||
  compare(parseAmount(amount), parseAmount(step.minimumAmount)) > 0;
