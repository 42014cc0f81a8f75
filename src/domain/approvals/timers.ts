import { z } from 'zod';
import type { Fact } from '../../kernel/event.ts';
import { timer, type Context } from '../../kernel/operation.ts';
import { stepEscalated, stepReminded } from './model/chain.ts';
import { endDelegation, startDelegation } from './routing/move-delegation.ts';
import { judge, tellStep } from './routing/settle.ts';
import { lockChain } from './store/chains.ts';
import type { ChainRow, StepRow } from './store/rows.ts';
import { lockSubjects } from './store/subjects.ts';
import { approvalChains, approvalDelegations, approvalSteps } from './tables.ts';

const nothing = z.strictObject({});

/** The step and its chain, held, while it is still to be decided and nobody paused its approval. */
async function undecided(
  stepId: string,
  context: Context,
): Promise<{ chain: ChainRow; waiting: StepRow } | undefined> {
  const { tx } = context;
  const asked = (await tx.find(approvalSteps, stepId))!;
  await lockSubjects([(await tx.find(approvalChains, asked.chainId))!], context);
  const chain = await lockChain(asked.chainId, context);
  const waiting = await context.take(approvalSteps, stepId, { version: false });
  const isOpen = waiting.state === 'pending' || waiting.state === 'paused';
  return isOpen && chain.pausedFor === null ? { chain, waiting } : undefined;
}

/** After the hours that the policy says (subject: the step): who may decide it is to be reminded, once. */
export const remindStep = timer({
  name: 'remindApprovalStep',
  data: nothing,
  async handle({ subjectId }, context) {
    const found = await undecided(subjectId, context);
    if (!found || found.waiting.remindedAt !== null) return {};
    const reminded = await context.tx.change(approvalSteps, found.waiting, { remindedAt: context.now });
    return { events: [stepReminded(reminded, tellStep(reminded))] };
  },
});

/** After the hours that the policy says (subject: the step): holders of a further title may decide it too. */
export const escalateStep = timer({
  name: 'escalateApprovalStep',
  data: nothing,
  async handle({ subjectId }, context) {
    const found = await undecided(subjectId, context);
    if (!found || found.waiting.escalatedAt !== null || found.waiting.escalateTitleId === null) return {};
    const escalated = await context.tx.change(approvalSteps, found.waiting, { escalatedAt: context.now });
    const events: Fact[] = [stepEscalated(escalated, tellStep(escalated))];
    return { events: [...events, ...(await judge(found.chain, context))] };
  },
});

/** When a delegation begins (subject: the delegation), unless it was ended before. */
export const beginDelegation = timer({
  name: 'beginApprovalDelegation',
  data: nothing,
  async handle({ subjectId }, context) {
    const scheduled = await context.take(approvalDelegations, subjectId, { version: false });
    if (scheduled.state !== 'scheduled') return {};
    return { events: [(await startDelegation(scheduled, context)).fact] };
  },
});

/** When a delegation's time is over (subject: the delegation), unless it was ended before. */
export const expireDelegation = timer({
  name: 'expireApprovalDelegation',
  data: nothing,
  async handle({ subjectId }, context) {
    const lasting = await context.take(approvalDelegations, subjectId, { version: false });
    return lasting.state === 'ended'
      ? {}
      : { events: [(await endDelegation(lasting, 'expire', context)).fact] };
  },
});
