import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { submissionShortlisted } from '../model/submission.ts';
import { submission } from '../nouns/submission.ts';
import { permissions } from '../policy.ts';
import { lockSubmission, moveSubmission } from '../store/submission.ts';

export const shortlistSubmission = command({
  name: 'shortlistSubmission',
  summary: 'Put a presented candidate on the shortlist.',
  rest: 'POST /submissions/{submissionId}/shortlist',
  permission: permissions.rank,
  input: z.strictObject({ submissionId: reference('submission') }),
  output: submission,
  errors: [stepNotAllowed],
  async handle({ submissionId }, context) {
    const seen = await lockSubmission(submissionId, context);
    context.expectVersion(seen);
    const { row, events } = await moveSubmission(seen, 'shortlist', submissionShortlisted, context);
    return { result: row, events };
  },
});
