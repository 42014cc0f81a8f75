import type { Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import { chainLife } from '../lifecycle/approval-chain.ts';
import { stepLife } from '../lifecycle/approval-step.ts';
import { approvalWithdrawn } from '../model/chain.ts';
import { runningChainOf, stepsOf, type ChainRow } from '../store.ts';
import { approvalChains, approvalSteps } from '../tables.ts';
import { subjectOf } from './advance.ts';

/** Ends a chain before its last step: what was not decided is skipped. */
export async function closeChain(
  chain: ChainRow,
  verb: 'reject' | 'withdraw',
  context: Context,
): Promise<ChainRow> {
  for (const left of await stepsOf(chain.id, ['waiting', 'pending', 'paused'], context)) {
    await context.tx.change(approvalSteps, left, { state: step(stepLife, 'skip', left.state) });
  }
  return context.tx.change(approvalChains, chain, { state: step(chainLife, verb, chain.state) });
}

/** Asks no longer for the approval of a subject; of one that none was asked for, nothing. */
export async function withdrawApproval(
  subject: { noun: ChainRow['subjectNoun']; id: string },
  context: Context,
): Promise<Fact[]> {
  const found = await runningChainOf(subject, context);
  if (!found) return [];
  const running = await context.take(approvalChains, found.id, { version: false });
  const withdrawn = await closeChain(running, 'withdraw', context);
  return [approvalWithdrawn(withdrawn, subjectOf(withdrawn))];
}
