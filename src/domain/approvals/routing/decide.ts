import { notFound } from '../../../kernel/errors.ts';
import type { Fact, TimerFact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import { assertProvided } from '../../../kernel/provisos.ts';
import { chainLife } from '../lifecycle/approval-chain.ts';
import { stepLife } from '../lifecycle/approval-step.ts';
import {
  approvalRejected,
  approvalResumed,
  stepApproved,
  stepRejected,
  titleNotHeld,
} from '../model/chain.ts';
import { lockChain, stepsOf } from '../store/chains.ts';
import { standsInFor } from '../store/deciders.ts';
import type { ChainRow, StepRow } from '../store/rows.ts';
import { lockSubjects } from '../store/subjects.ts';
import { approvalChains, approvalSteps } from '../tables.ts';
import { advance } from './advance.ts';
import { closeChain, skipSteps } from './close.ts';
import { settle, subjectOf, tellStep } from './settle.ts';

/** What somebody says to a step; by a link where `linkId` names one. */
export interface Decision {
  approvalStepId: string;
  verb: 'approve' | 'reject';
  reason?: string | undefined;
  linkId?: string;
}

/** A decided step, what happened and what is to happen in time. */
export interface Decided {
  decided: StepRow;
  events: [Fact, ...Fact[]];
  timers: TimerFact[];
}

async function decideStep(
  { approvalStepId, verb, reason, linkId }: Decision,
  context: Context,
): Promise<{ chain: ChainRow; decided: StepRow }> {
  const { tx, actor, now } = context;
  const asked = await tx.find(approvalSteps, approvalStepId);
  if (!asked) throw notFound();
  const seen = (await tx.find(approvalChains, asked.chainId))!;
  await lockSubjects([seen], context);
  const chain = await lockChain(seen.id, context);
  const pending = await context.take(approvalSteps, approvalStepId);
  const state = step(stepLife, verb, pending.state);
  await assertProvided(stepLife, verb, approvalSteps, pending, context);
  const decidedFor = await standsInFor(pending, actor.membershipId!, context);
  if (decidedFor === undefined) throw titleNotHeld();
  const decided = await tx.change(approvalSteps, pending, {
    state,
    decidedBy: actor.membershipId,
    decidedFor,
    decidedByLink: linkId ?? null,
    decidedAt: now,
    reason: reason ?? null,
  });
  return { chain, decided };
}

async function approve(decision: Decision, context: Context): Promise<Decided> {
  const { chain, decided } = await decideStep(decision, context);
  const fact = stepApproved(decided, tellStep(decided), decision.reason);
  const left = await stepsOf(chain.id, ['pending', 'paused'], context);
  if (decided.mode === 'any') await skipSteps(left, context);
  else if (left.length > 0) {
    const { events } = await settle(chain, left, context);
    return { decided, events: [fact, ...events], timers: [] };
  }
  const { events, timers } = await advance(chain, context);
  return { decided, events: [fact, ...events], timers };
}

async function reject(decision: Decision, context: Context): Promise<Decided> {
  const { chain, decided } = await decideStep(decision, context);
  const events: [Fact, ...Fact[]] = [stepRejected(decided, tellStep(decided), decision.reason)];
  let going = chain;
  // Beside a vacant step: its subject goes from pending to rejected, as it does everywhere.
  if (chain.state === 'paused') {
    going = await context.tx.change(approvalChains, chain, { state: step(chainLife, 'goOn', chain.state) });
    events.push(approvalResumed(going, subjectOf(going)));
  }
  const rejected = await closeChain(going, 'reject', context);
  events.push(approvalRejected(rejected, subjectOf(rejected), decision.reason));
  return { decided, events, timers: [] };
}

/**
 * Decides a pending step as the actor: approved, its stage goes on or ends, and after the last one the subject is
 * approved; rejected, the subject is.
 */
export const decide = (decision: Decision, context: Context): Promise<Decided> =>
  decision.verb === 'approve' ? approve(decision, context) : reject(decision, context);
