import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { submissionWithdrawn } from '../model/submission.ts';
import { submission } from '../nouns/submission.ts';
import { permissions } from '../policy.ts';
import { closeOpenOffer } from '../store/offer.ts';
import { endSubmission } from '../store/submission.ts';
import { submissions } from '../tables.ts';

export const withdrawSubmission = command({
  name: 'withdrawSubmission',
  summary: 'Take your submission back; an open offer is declined.',
  rest: 'POST /submissions/{submissionId}/withdraw',
  permission: permissions.submit,
  input: z.strictObject({ submissionId: reference('submission'), reason: text(2000) }),
  output: submission,
  errors: [stepNotAllowed],
  async handle({ submissionId, reason }, context) {
    const row = await context.take(submissions, submissionId);
    const events = await endSubmission(row, 'withdraw', submissionWithdrawn, context, reason);
    const closed = await closeOpenOffer(row, 'decline', reason, context);
    return { result: row, events: [...events, ...closed] };
  },
});
