import { z } from 'zod';
import { byLink } from '../../../kernel/link-token.ts';
import { query } from '../../../kernel/operation.ts';
import { Amount, Id, Instant } from '../../../kernel/shapes.ts';
import { Currency, programs } from '../../programs/index.ts';
import { users } from '../../access/index.ts';
import { holderOf } from '../acting.ts';
import { StepState } from '../model/chain.ts';
import { ApprovalToken } from '../model/link.ts';
import { ApprovalSubject } from '../model/policy.ts';
import { standsInFor } from '../store/deciders.ts';
import { openLink } from '../store/links.ts';
import { titlesOf } from '../store/subjects.ts';
import { approvalChains, approvalSteps, approvalTitles } from '../tables.ts';

export const showApproval = query({
  name: 'showApproval',
  summary: 'What the holder of a link is asked to decide; asking decides nothing.',
  rest: 'GET /approvals/{token}',
  permission: byLink,
  input: z.strictObject({ token: ApprovalToken }),
  output: z
    .strictObject({
      subjectNoun: ApprovalSubject,
      subjectId: Id,
      title: z.string().nullable().meta({ description: 'What people know the subject by.' }),
      amount: Amount.nullable().meta({ description: 'What it is expected to cost.' }),
      currency: Currency,
      as: z.string().meta({ description: 'The title that is asked.' }),
      decider: z.string().meta({ description: 'The name of the one who decides by this link.' }),
      state: StepState,
      canDecide: z.boolean(),
      expiresAt: Instant,
    })
    .meta({ id: 'ApprovalAsked' }),
  async handle({ token }, context) {
    const { tx } = context;
    const link = await openLink(token, context, { lock: false });
    const { membershipId, userId } = await holderOf(link, context);
    const asked = (await tx.find(approvalSteps, link.stepId))!;
    const chain = (await tx.find(approvalChains, asked.chainId))!;
    const { subjectNoun, subjectId, amount } = chain;
    const isOpen = asked.state === 'pending';
    return {
      subjectNoun,
      subjectId,
      title: (await titlesOf([chain], context)).get(subjectId) ?? null,
      amount,
      currency: (await tx.find(programs, chain.programId))!.currency,
      as: (await tx.find(approvalTitles, asked.titleId))!.name,
      decider: (await tx.find(users, userId!))!.name ?? '',
      state: asked.state,
      canDecide: isOpen && (await standsInFor(asked, membershipId!, context)) !== undefined,
      expiresAt: link.expiresAt,
    };
  },
});
