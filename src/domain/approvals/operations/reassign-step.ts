import { z } from 'zod';
import { refuse, stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command, type Context } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { stepLife } from '../lifecycle/approval-step.ts';
import { approverIsSubmitter, stepReassigned, titleAskedAlready } from '../model/chain.ts';
import { ApprovalLevel } from '../model/policy.ts';
import { covers } from '../model/title.ts';
import { approvalStep } from '../nouns/chain.ts';
import { permissions } from '../policy.ts';
import { judge, tellStep } from '../routing/settle.ts';
import { lockChain } from '../store/chains.ts';
import { heldMembership } from '../store/holders.ts';
import type { ChainRow } from '../store/rows.ts';
import { lockSubjects } from '../store/subjects.ts';
import { approvalChains, approvalSteps } from '../tables.ts';

/** Refuses a membership that could not decide the chain. */
async function assertCanDecide(membershipId: string, chain: ChainRow, context: Context): Promise<void> {
  const given = await heldMembership(membershipId, context);
  if (given.state !== 'active') throw refuse('/membershipId', 'ended', 'The membership has ended.');
  if (!permissions.decide.roles.has(given.role))
    throw refuse('/membershipId', 'role_cannot_approve', `A ${given.role} decides no approvals.`);
  if (!covers(given, chain))
    throw refuse('/membershipId', 'scope_too_narrow', 'The membership does not see all of that place.');
  if (chain.authors.includes(given.userId)) throw approverIsSubmitter();
}

export const reassignStep = command({
  name: 'reassignStep',
  summary:
    'Give an undecided step to another title, or to one person in place of its holders, with a reason; told neither person, to the holders again.',
  rest: 'POST /approval-steps/{approvalStepId}/reassign',
  permission: permissions.reassign,
  input: z.strictObject({
    approvalStepId: reference('approvalStep'),
    titleId: reference('approvalTitle').optional().meta({ description: 'Absent: the title it has.' }),
    level: ApprovalLevel.optional().meta({ description: 'Absent: the level it has.' }),
    membershipId: reference('membership').optional(),
    reason: text(2_000),
  }),
  output: approvalStep,
  errors: [stepNotAllowed, approverIsSubmitter, titleAskedAlready],
  async handle({ approvalStepId, titleId, level, membershipId, reason }, context) {
    const { tx } = context;
    const asked = (await tx.find(approvalSteps, approvalStepId))!;
    const seen = (await tx.find(approvalChains, asked.chainId))!;
    if (membershipId !== undefined) await assertCanDecide(membershipId, seen, context);
    await lockSubjects([seen], context);
    const chain = await lockChain(seen.id, context, { titleIds: titleId === undefined ? [] : [titleId] });
    const held = await context.take(approvalSteps, approvalStepId);
    const state = step(stepLife, 'reassign', held.state, held.state as 'waiting' | 'pending' | 'paused');
    const given = await tx.change(approvalSteps, held, {
      state,
      titleId: titleId ?? held.titleId,
      level: level ?? held.level,
      assignedTo: membershipId ?? null,
    });
    return {
      result: given,
      events: [stepReassigned(given, tellStep(given), reason), ...(await judge(chain, context))],
    };
  },
});
