import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import type { Fact } from '../../../kernel/event.ts';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { TimeZone } from '../../programs/index.ts';
import { interviewLife } from '../lifecycle/interview.ts';
import { assertProposable, interviewCreated, InterviewKind, ProposedTimes } from '../model/interview.ts';
import { interviewRequested } from '../model/submission.ts';
import { interview } from '../nouns/interview.ts';
import { permissions, proposerOf } from '../policy.ts';
import { zonesOf } from '../store/interview.ts';
import { moveSubmission } from '../store/submission.ts';
import { interviews, submissions } from '../tables.ts';

export const createInterview = command({
  name: 'createInterview',
  summary: 'Ask to meet a candidate at one of these times; its vendor chooses, or proposes others.',
  rest: 'POST /interviews',
  permission: permissions.rank,
  input: z.strictObject({
    submissionId: reference('submission'),
    kind: InterviewKind,
    proposedTimes: ProposedTimes,
    timeZone: TimeZone.meta({ description: 'In which the times are thought.' }),
    location: text(2000).optional().meta({ description: 'Where to come, dial or click.' }),
  }),
  output: interview,
  errors: [stepNotAllowed],
  async handle({ submissionId, ...asked }, context) {
    assertProposable(asked.proposedTimes, context.now);
    const row = await context.take(submissions, submissionId, { version: false });
    const meets: Fact[] = [];
    if (row.state !== 'interview')
      meets.push(...(await moveSubmission(row, 'requestInterview', interviewRequested, context)).events);
    const { orderId, programId, facilityId, unitId, vendorId, workerId } = row;
    const [made] = await context.tx.insert(interviews, [
      {
        submissionId,
        orderId,
        programId,
        facilityId,
        unitId,
        vendorId,
        workerId,
        requestedBy: context.actor.membershipId,
        proposedBy: proposerOf(context.actor),
        ...(await zonesOf(row, context)),
        ...asked,
        state: interviewLife.initial,
      },
    ]);
    return { result: made!, events: [interviewCreated(made!, { submissionId, orderId }), ...meets] };
  },
});
