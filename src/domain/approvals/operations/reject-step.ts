import { z } from 'zod';
import { Problem, stepNotAllowed } from '../../../kernel/errors.ts';
import { bulkCommand } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { approverIsSubmitter, titleNotHeld } from '../model/chain.ts';
import { approvalStep } from '../nouns/chain.ts';
import { permissions } from '../policy.ts';
import { decideMany } from '../routing/decide-many.ts';

export const rejectStep = bulkCommand({
  name: 'rejectStep',
  summary: 'Reject a pending step as a holder of its title, and with it the subject, for a reason.',
  rest: 'POST /approval-steps/{approvalStepId}/reject',
  permission: permissions.decide,
  concurrency: 'optional',
  input: z.strictObject({ approvalStepId: reference('approvalStep'), reason: text(2_000) }),
  output: approvalStep,
  errors: [stepNotAllowed, approverIsSubmitter, titleNotHeld],
  bulk: {
    name: 'rejectSteps',
    rest: 'POST /approval-steps/reject',
    summary: 'Reject up to 1,000 steps, each with its subject, with a result for each.',
  },
  async handleMany(inputs, context) {
    const decided = await decideMany(
      inputs.map((input) => ({ ...input, verb: 'reject' as const })),
      context,
    );
    return decided.map((one) =>
      one instanceof Problem ? one : { result: one.decided, events: one.events, timers: one.timers },
    );
  },
});
