import { z } from 'zod';
import { query } from '../../../kernel/operation.ts';
import { Amount, Id, Instant } from '../../../kernel/shapes.ts';
import { ApprovalSubject } from '../model/policy.ts';
import { permissions } from '../policy.ts';
import { countWaiting, waitingFor } from '../store/inbox.ts';
import { titlesOf } from '../store/subjects.ts';

const inbox = 'approvalInbox';

export const approvalInbox = query({
  name: 'approvalInbox',
  summary: 'The steps that you can decide now, also in the place of others, longest waiting first.',
  rest: 'GET /approval-inbox',
  permission: permissions.decide,
  input: z.strictObject({
    after: z.string().max(500).optional(),
    limit: z.int().min(1).max(200).default(50),
  }),
  output: z
    .strictObject({
      waiting: z.int().meta({ description: 'How many steps wait for you.' }),
      escalated: z.int().meta({ description: 'How many of them have waited too long.' }),
      entries: z.array(
        z
          .strictObject({
            approvalStepId: Id,
            approvalChainId: Id,
            subjectNoun: ApprovalSubject,
            subjectId: Id,
            title: z.string().nullable().meta({ description: 'What people know the subject by.' }),
            amount: Amount.nullable(),
            titleId: Id.meta({ description: 'The approval title that is asked.' }),
            programId: Id,
            facilityId: Id.nullable(),
            unitId: Id.nullable(),
            openedAt: Instant,
            escalatesAt: Instant.nullable(),
            escalated: z.boolean(),
            byDelegation: z.boolean().meta({ description: 'Whether you decide it in the place of another.' }),
          })
          .meta({ id: 'ApprovalInboxEntry' }),
      ),
      nextCursor: z.string().nullable(),
      hasMore: z.boolean(),
    })
    .meta({ id: 'ApprovalInbox' }),
  rows: 'entries',
  async handle({ after, limit }, context) {
    const place = after === undefined ? undefined : context.openCursor(inbox, after);
    const found = await waitingFor({ after: place, limit }, context);
    const page = found.slice(0, limit);
    const titles = await titlesOf(page, context);
    const last = page.at(-1);
    const hasMore = found.length > limit;
    return {
      ...(await countWaiting(context)),
      entries: page.map(({ id, chainId, ...one }) => ({
        ...one,
        approvalStepId: id,
        approvalChainId: chainId,
        title: titles.get(one.subjectId) ?? null,
      })),
      nextCursor: hasMore && last ? context.sealCursor(inbox, `${last.openedAt} ${last.id}`) : null,
      hasMore,
    };
  },
});
