import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { submissionPresented } from '../model/submission.ts';
import { submission } from '../nouns/submission.ts';
import { permissions } from '../policy.ts';
import { lockSubmission, moveSubmission } from '../store/submission.ts';

export const presentSubmission = command({
  name: 'presentSubmission',
  summary: 'Show a candidate to the client, who sees it from now on.',
  rest: 'POST /submissions/{submissionId}/present',
  permission: permissions.review,
  input: z.strictObject({ submissionId: reference('submission') }),
  output: submission,
  errors: [stepNotAllowed],
  async handle({ submissionId }, context) {
    const seen = await lockSubmission(submissionId, context);
    context.expectVersion(seen);
    const { row, events } = await moveSubmission(seen, 'present', submissionPresented, context, {
      changes: { presentedAt: context.now },
    });
    return { result: row, events };
  },
});
