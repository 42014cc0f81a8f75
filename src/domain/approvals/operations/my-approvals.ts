import { z } from 'zod';
import { query } from '../../../kernel/operation.ts';
import { Amount, Id, Instant } from '../../../kernel/shapes.ts';
import { ApprovalSubject } from '../model/policy.ts';
import { permissions } from '../policy.ts';
import { decidableSteps } from '../store.ts';

const mostShown = 200;

export const myApprovals = query({
  name: 'myApprovals',
  summary:
    'What waits for your approval: the pending steps that you can decide, longest waiting first, at most 200.',
  rest: 'GET /me/approvals',
  permission: permissions.decide,
  input: z.strictObject({}),
  output: z
    .strictObject({
      data: z.array(
        z
          .strictObject({
            approvalStepId: Id,
            version: z.int(),
            title: z.string(),
            subjectNoun: ApprovalSubject,
            subjectId: Id,
            programId: Id,
            facilityId: Id.nullable(),
            unitId: Id.nullable(),
            amount: Amount.nullable(),
            waitingSince: Instant,
          })
          .meta({ id: 'MyApproval' }),
      ),
      hasMore: z.boolean(),
    })
    .meta({ id: 'MyApprovals' }),
  rows: 'data',
  async handle(_, context) {
    const found = await decidableSteps(mostShown + 1, context);
    return {
      data: found.slice(0, mostShown).map(({ step, chain, title }) => ({
        approvalStepId: step.id,
        version: step.version,
        title,
        subjectNoun: chain.subjectNoun as 'order',
        subjectId: chain.subjectId,
        programId: step.programId,
        facilityId: step.facilityId,
        unitId: step.unitId,
        amount: chain.amount,
        waitingSince: step.updatedAt,
      })),
      hasMore: found.length > mostShown,
    };
  },
});
