import type { Fact, TimerFact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import { asTenant } from '../../../kernel/transaction.ts';
import { stepLife } from '../lifecycle/approval-step.ts';
import { approvalPaused, approvalStarted } from '../model/chain.ts';
import { isNeeded, type ApprovalFacts } from '../model/condition.ts';
import { stagesOf, type PolicyStep } from '../model/policy.ts';
import { lockTitles } from '../store/chains.ts';
import { policyInForce } from '../store/policies.ts';
import type { ChainRow } from '../store/rows.ts';
import { approvalChains, approvalSteps } from '../tables.ts';
import { advance } from './advance.ts';
import { subjectOf } from './settle.ts';

/** What is to be approved: a row and the scope in which its approvers are sought. */
export interface ApprovalRequest {
  subject: {
    noun: ChainRow['subjectNoun'];
    id: string;
    programId: string;
    facilityId: string | null;
    unitId: string | null;
    version: number;
  };
  /** Its expected cost in the program's currency, scale 2; null needs every step. */
  amount: string | null;
  /** The users who wrote it; with the one who asks for its approval, those who may not give it. */
  authors?: readonly string[];
  /** What the policy's conditions are judged by; a fact that is absent meets them all. */
  facts?: ApprovalFacts;
}

/** Where a subject stands after it was routed, what happened and what is to happen in time. */
export interface StartedApproval {
  state: 'none' | 'pending' | 'paused';
  events: Fact[];
  timers: TimerFact[];
}

/**
 * Routes a subject by the policy in force. `none`: no policy or no step needs it. `paused`: nobody but its authors can
 * decide the first stage; the chain resumes by itself when somebody can. That a new chain begins paused is told by this
 * answer, not by `approval_chain.paused`. The caller sets the timers: they remind and escalate. Refuses with
 * `approval_running` where one has not ended.
 */
export const startApproval = (request: ApprovalRequest, context: Context): Promise<StartedApproval> =>
  // A vendor's act may need approval too, and it sees nothing of who approves.
  asTenant(context.tx, () => route(request, context));

async function route(
  { subject, amount, authors = [], facts = {} }: ApprovalRequest,
  context: Context,
): Promise<StartedApproval> {
  const { tx, actor } = context;
  const place = { programId: subject.programId, facilityId: subject.facilityId, unitId: subject.unitId };
  const policy = await policyInForce(subject.noun, place, facts, context);
  const wanted = (policy?.steps ?? []) as PolicyStep[];
  const needed = wanted.filter((each) => isNeeded(each, amount, facts));
  if (!policy || needed.length === 0) return { state: 'none', events: [], timers: [] };
  await lockTitles(
    needed.flatMap(({ titleId, escalateTitleId }) =>
      escalateTitleId ? [titleId, escalateTitleId] : [titleId],
    ),
    'share',
    context,
  );
  const [chain] = await tx.insert(approvalChains, [
    {
      ...place,
      policyId: policy.id,
      subjectNoun: subject.noun,
      subjectId: subject.id,
      amount,
      facts,
      authors: [...new Set(actor.userId === null ? authors : [...authors, actor.userId])],
      state: 'pending',
    },
  ]);
  const stages = stagesOf(wanted);
  await tx.insert(
    approvalSteps,
    wanted.map((each, index) => ({
      ...place,
      chainId: chain!.id,
      position: stages[index]!,
      mode: each.mode ?? 'all',
      titleId: each.titleId,
      level: each.level,
      minimumAmount: each.minimumAmount ?? null,
      remindAfterHours: each.remindAfterHours ?? null,
      escalateAfterHours: each.escalateAfterHours ?? null,
      escalateTitleId: each.escalateTitleId ?? null,
      escalateLevel: each.escalateLevel ?? null,
      state: needed.includes(each) ? stepLife.initial : step(stepLife, 'skip', stepLife.initial),
    })),
  );
  const { chain: routed, events, timers } = await advance(chain!, context);
  const told = events.filter(({ event }) => event !== approvalPaused);
  return {
    state: routed.state === 'paused' ? 'paused' : 'pending',
    events: [approvalStarted(routed, subjectOf(routed)), ...told],
    timers,
  };
}
