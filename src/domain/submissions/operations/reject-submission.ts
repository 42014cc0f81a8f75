import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import type { Fact } from '../../../kernel/event.ts';
import { bulkCommand } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { submissionRejected } from '../model/submission.ts';
import { submission } from '../nouns/submission.ts';
import { permissions } from '../policy.ts';
import { cancelInterviewsOf } from '../store/interview.ts';
import { eachSubmission, moveSubmissions, withMeetingOrOffer } from '../store/many.ts';
import { closeOpenOffer } from '../store/offer.ts';
import { removed } from '../store/submission.ts';

export const rejectSubmission = bulkCommand({
  name: 'rejectSubmission',
  summary: 'Turn a submission down, with the reason its vendor reads; an open offer is rescinded.',
  rest: 'POST /submissions/{submissionId}/reject',
  permission: permissions.rank,
  concurrency: 'optional',
  input: z.strictObject({ submissionId: reference('submission'), reason: text(2000) }),
  output: submission,
  errors: [stepNotAllowed],
  bulk: {
    name: 'rejectSubmissions',
    rest: 'POST /submissions/reject',
    summary: 'Turn up to 1,000 down, each with its reason and a result.',
  },
  handleMany: (inputs, context) =>
    eachSubmission(
      inputs,
      context,
      async (held) => {
        const moved = await moveSubmissions(
          held.map(({ row, input: { reason } }) => ({ row, changes: { reason } })),
          'reject',
          context,
        );
        const open = await withMeetingOrOffer(
          moved.map(({ id }) => id),
          context,
        );
        const told: Fact[][] = [];
        for (const [index, row] of moved.entries()) {
          const { reason } = held[index]!.input;
          const ends = open.has(row.id)
            ? [
                ...(await cancelInterviewsOf(row.id, context)),
                ...(await closeOpenOffer(row, 'rescind', reason, context)),
              ]
            : [];
          const unseen = row.presentedAt === null ? [] : [removed(row)];
          told.push([submissionRejected(row, { orderId: row.orderId }, reason), ...unseen, ...ends]);
        }
        return told;
      },
      'reject',
    ),
});
