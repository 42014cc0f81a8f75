import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { bulkCommand } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { submissionPresented } from '../model/submission.ts';
import { submission } from '../nouns/submission.ts';
import { permissions } from '../policy.ts';
import { eachSubmission, moveSubmissions } from '../store/many.ts';

export const presentSubmission = bulkCommand({
  name: 'presentSubmission',
  summary: 'Show a candidate to the client, who sees it from now on.',
  rest: 'POST /submissions/{submissionId}/present',
  permission: permissions.review,
  concurrency: 'optional',
  input: z.strictObject({ submissionId: reference('submission') }),
  output: submission,
  errors: [stepNotAllowed],
  bulk: {
    name: 'presentSubmissions',
    rest: 'POST /submissions/present',
    summary: 'Show up to 1,000 candidates to the client, with a result for each row.',
  },
  handleMany: (inputs, context) =>
    eachSubmission(inputs, context, async (held) => {
      const moved = await moveSubmissions(
        held.map(({ row }) => ({ row, changes: { presentedAt: context.now } })),
        'present',
        context,
      );
      return moved.map((row) => [submissionPresented(row, { orderId: row.orderId })]);
    }),
});
