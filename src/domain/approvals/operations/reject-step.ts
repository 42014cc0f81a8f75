import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { approverIsSubmitter, titleNotHeld } from '../model/chain.ts';
import { approvalStep } from '../nouns/chain.ts';
import { permissions } from '../policy.ts';
import { reject } from '../routing/decide.ts';

export const rejectStep = command({
  name: 'rejectStep',
  summary: 'Reject a pending step as a holder of its title, and with it the subject, for a reason.',
  rest: 'POST /approval-steps/{approvalStepId}/reject',
  permission: permissions.decide,
  input: z.strictObject({ approvalStepId: reference('approvalStep'), reason: text(2_000) }),
  output: approvalStep,
  errors: [stepNotAllowed, approverIsSubmitter, titleNotHeld],
  async handle({ approvalStepId, reason }, context) {
    const { decided, events } = await reject(approvalStepId, reason, context);
    return { result: decided, events };
  },
});
