import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { submissionReviewed } from '../model/submission.ts';
import { submission } from '../nouns/submission.ts';
import { permissions } from '../policy.ts';
import { lockSubmission, moveSubmission } from '../store/submission.ts';

export const reviewSubmission = command({
  name: 'reviewSubmission',
  summary: 'Take a submission up for the MSP’s review.',
  rest: 'POST /submissions/{submissionId}/review',
  permission: permissions.review,
  input: z.strictObject({ submissionId: reference('submission') }),
  output: submission,
  errors: [stepNotAllowed],
  async handle({ submissionId }, context) {
    const seen = await lockSubmission(submissionId, context);
    context.expectVersion(seen);
    const { row, events } = await moveSubmission(seen, 'review', submissionReviewed, context);
    return { result: row, events };
  },
});
