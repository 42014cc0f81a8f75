import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { submissionDuplicated } from '../model/submission.ts';
import { submission } from '../nouns/submission.ts';
import { permissions } from '../policy.ts';
import { closeOpenOffer } from '../store/offer.ts';
import { endSubmission } from '../store/submission.ts';
import { submissions } from '../tables.ts';

export const markSubmissionDuplicate = command({
  name: 'markSubmissionDuplicate',
  summary: 'Set a submission aside because its person proves to be another’s; an open offer is rescinded.',
  rest: 'POST /submissions/{submissionId}/mark-duplicate',
  permission: permissions.review,
  input: z.strictObject({ submissionId: reference('submission'), reason: text(2000) }),
  output: submission,
  errors: [stepNotAllowed],
  async handle({ submissionId, reason }, context) {
    const row = await context.take(submissions, submissionId);
    const events = await endSubmission(row, 'markDuplicate', submissionDuplicated, context, reason);
    const closed = await closeOpenOffer(row, 'rescind', reason, context);
    return { result: row, events: [...events, ...closed] };
  },
});
