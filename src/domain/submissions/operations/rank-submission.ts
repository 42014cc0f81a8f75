import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { orderClosed } from '../../orders/index.ts';
import { submissionLife } from '../lifecycle/submission.ts';
import { submissionRanked } from '../model/submission.ts';
import { submission } from '../nouns/submission.ts';
import { permissions } from '../policy.ts';
import { placeOf, placeSubmission } from '../store/rank.ts';
import { lockSubmissionOnOrder } from '../store/submission.ts';

export const rankSubmission = command({
  name: 'rankSubmission',
  summary:
    'Put a candidate at a place among those of its order; those behind move on. No vendor learns of it.',
  rest: 'POST /submissions/{submissionId}/rank',
  permission: permissions.rank,
  input: z.strictObject({
    submissionId: reference('submission'),
    place: z.int().min(1).max(100_000).meta({ description: '1 is the first.' }),
  }),
  output: submission,
  errors: [stepNotAllowed, orderClosed],
  async handle({ submissionId, place }, context) {
    const { submission: row } = await lockSubmissionOnOrder(submissionId, context);
    context.expectVersion(row);
    step(submissionLife, 'rank', row.state, row.state);
    const before = await placeOf(submissionId, context);
    const at = await placeSubmission(row, place, context);
    if (before === at) return { result: row, unchanged: true };
    return { result: row, events: [submissionRanked(row, { orderId: row.orderId, place: at })] };
  },
});
