import { z } from 'zod';
import { Problem, stepNotAllowed } from '../../../kernel/errors.ts';
import { bulkCommand } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { approverIsSubmitter, titleNotHeld } from '../model/chain.ts';
import { approvalStep } from '../nouns/chain.ts';
import { permissions } from '../policy.ts';
import { decideMany } from '../routing/decide-many.ts';

export const approveStep = bulkCommand({
  name: 'approveStep',
  summary: 'Approve a pending step as a holder of its title; after the last one its subject is approved.',
  rest: 'POST /approval-steps/{approvalStepId}/approve',
  permission: permissions.decide,
  concurrency: 'optional',
  input: z.strictObject({ approvalStepId: reference('approvalStep'), reason: text(2_000).optional() }),
  output: approvalStep,
  errors: [stepNotAllowed, approverIsSubmitter, titleNotHeld],
  bulk: {
    name: 'approveSteps',
    rest: 'POST /approval-steps/approve',
    summary: 'Approve up to 1,000 steps, with a result for each.',
  },
  async handleMany(inputs, context) {
    const decided = await decideMany(
      inputs.map((input) => ({ ...input, verb: 'approve' as const })),
      context,
    );
    return decided.map((one) =>
      one instanceof Problem ? one : { result: one.decided, events: one.events, timers: one.timers },
    );
  },
});
