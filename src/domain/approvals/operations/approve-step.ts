import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { approverIsSubmitter, titleNotHeld } from '../model/chain.ts';
import { approvalStep } from '../nouns/chain.ts';
import { permissions } from '../policy.ts';
import { approve } from '../routing/decide.ts';

export const approveStep = command({
  name: 'approveStep',
  summary: 'Approve a pending step as a holder of its title; after the last one its subject is approved.',
  rest: 'POST /approval-steps/{approvalStepId}/approve',
  permission: permissions.decide,
  input: z.strictObject({ approvalStepId: reference('approvalStep'), reason: text(2_000).optional() }),
  output: approvalStep,
  errors: [stepNotAllowed, approverIsSubmitter, titleNotHeld],
  async handle({ approvalStepId, reason }, context) {
    const { decided, events } = await approve(approvalStepId, reason, context);
    return { result: decided, events };
  },
});
