import type { Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import { stepLife } from '../lifecycle/approval-step.ts';
import { approvalStarted } from '../model/chain.ts';
import { isNeeded, type PolicyStep } from '../model/policy.ts';
import { lockTitles, policyInForce, type ChainRow } from '../store.ts';
import { approvalChains, approvalSteps } from '../tables.ts';
import { advance, subjectOf } from './advance.ts';

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
}

/**
 * Routes a subject by its program's policy in force. `none`: no policy or no step needs it. `paused`: nobody but its
 * authors holds the first title; the chain resumes by itself when somebody does. That a new chain begins paused is
 * told by this answer, not by `approval_chain.paused`. Refuses with `approval_running` where one has not ended.
 */
export async function startApproval(
  { subject, amount, authors = [] }: ApprovalRequest,
  context: Context,
): Promise<{ state: 'none' | 'pending' | 'paused'; events: Fact[] }> {
  const { tx, actor } = context;
  const policy = await policyInForce(subject.noun, subject.programId, context);
  const wanted = (policy?.steps ?? []) as PolicyStep[];
  const needed = wanted.filter((each) => isNeeded(each, amount));
  if (!policy || needed.length === 0) return { state: 'none', events: [] };
  await lockTitles(
    needed.map(({ titleId }) => titleId),
    'share',
    context,
  );
  const place = { programId: subject.programId, facilityId: subject.facilityId, unitId: subject.unitId };
  const [chain] = await tx.insert(approvalChains, [
    {
      ...place,
      policyId: policy.id,
      subjectNoun: subject.noun,
      subjectId: subject.id,
      amount,
      authors: [...new Set(actor.userId === null ? authors : [...authors, actor.userId])],
      state: 'pending',
    },
  ]);
  await tx.insert(
    approvalSteps,
    wanted.map((each, index) => ({
      ...place,
      chainId: chain!.id,
      position: index + 1,
      titleId: each.titleId,
      level: each.level,
      minimumAmount: each.minimumAmount ?? null,
      state: needed.includes(each) ? stepLife.initial : step(stepLife, 'skip', stepLife.initial),
    })),
  );
  const opened = await advance(chain!, context);
  return {
    state: opened.chain.state === 'paused' ? 'paused' : 'pending',
    events: [approvalStarted(opened.chain, subjectOf(opened.chain)), ...opened.events],
  };
}
