import { notFound } from '../../../kernel/errors.ts';
import type { Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import { assertProvided } from '../../../kernel/provisos.ts';
import { stepLife } from '../lifecycle/approval-step.ts';
import { approvalPaused, approvalRejected, stepApproved, stepRejected } from '../model/chain.ts';
import { lockChain, lockSubjects, type ChainRow, type StepRow } from '../store.ts';
import { approvalChains, approvalSteps } from '../tables.ts';
import { advance, subjectOf } from './advance.ts';
import { closeChain } from './close.ts';

async function decideStep(
  approvalStepId: string,
  verb: 'approve' | 'reject',
  reason: string | undefined,
  context: Context,
): Promise<{ chain: ChainRow; decided: StepRow }> {
  const { tx, actor, now } = context;
  const asked = await tx.find(approvalSteps, approvalStepId);
  if (!asked) throw notFound();
  const seen = (await tx.find(approvalChains, asked.chainId))!;
  await lockSubjects([seen], context);
  const chain = await lockChain(seen.id, context);
  const pending = await context.take(approvalSteps, approvalStepId);
  await assertProvided(stepLife, verb, approvalSteps, pending, context);
  const decided = await tx.change(approvalSteps, pending, {
    state: step(stepLife, verb, pending.state),
    decidedBy: actor.membershipId,
    decidedAt: now,
    reason: reason ?? null,
  });
  return { chain, decided };
}

/** Approves a pending step; the next one opens, or the subject is approved. */
export async function approve(
  approvalStepId: string,
  reason: string | undefined,
  context: Context,
): Promise<{ decided: StepRow; events: [Fact, ...Fact[]] }> {
  const { chain, decided } = await decideStep(approvalStepId, 'approve', reason, context);
  const next = await advance(chain, context);
  const told = next.chain.state === 'paused' ? [approvalPaused(next.chain, subjectOf(next.chain))] : [];
  const fact = stepApproved(decided, { chainId: chain.id, titleId: decided.titleId }, reason);
  return { decided, events: [fact, ...next.events, ...told] };
}

/** Rejects a pending step, and with it the subject. */
export async function reject(
  approvalStepId: string,
  reason: string,
  context: Context,
): Promise<{ decided: StepRow; events: [Fact, ...Fact[]] }> {
  const { chain, decided } = await decideStep(approvalStepId, 'reject', reason, context);
  const rejected = await closeChain(chain, 'reject', context);
  return {
    decided,
    events: [
      stepRejected(decided, { chainId: chain.id, titleId: decided.titleId }, reason),
      approvalRejected(rejected, subjectOf(rejected), reason),
    ],
  };
}
