import type { Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import { asTenant } from '../../../kernel/transaction.ts';
import { chainLife } from '../lifecycle/approval-chain.ts';
import { stepLife } from '../lifecycle/approval-step.ts';
import { approvalWithdrawn } from '../model/chain.ts';
import { runningChainOf, stepsOf } from '../store/chains.ts';
import type { ChainRow, StepRow } from '../store/rows.ts';
import { approvalChains, approvalSteps } from '../tables.ts';
import { subjectOf } from './settle.ts';

/** Leaves undecided steps undecided for good. */
export async function skipSteps(left: readonly StepRow[], { tx }: Context): Promise<void> {
  for (const one of left) await tx.change(approvalSteps, one, { state: step(stepLife, 'skip', one.state) });
}

/** Ends a chain before its last step: what was not decided is skipped. */
export async function closeChain(
  chain: ChainRow,
  verb: 'reject' | 'withdraw',
  context: Context,
): Promise<ChainRow> {
  await skipSteps(await stepsOf(chain.id, ['waiting', 'pending', 'paused'], context), context);
  return context.tx.change(approvalChains, chain, {
    state: step(chainLife, verb, chain.state),
    pausedFor: null,
  });
}

/** Asks no longer for the approval of a subject; of one that none was asked for, nothing. */
export function withdrawApproval(
  subject: { noun: ChainRow['subjectNoun']; id: string },
  context: Context,
): Promise<Fact[]> {
  return asTenant(context.tx, async () => {
    const found = await runningChainOf(subject, context);
    if (!found) return [];
    const running = await context.take(approvalChains, found.id, { version: false });
    const withdrawn = await closeChain(running, 'withdraw', context);
    return [approvalWithdrawn(withdrawn, subjectOf(withdrawn))];
  });
}
