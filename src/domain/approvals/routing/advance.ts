import type { Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import { chainLife } from '../lifecycle/approval-chain.ts';
import { stepLife } from '../lifecycle/approval-step.ts';
import { approvalGranted, stepOpened, stepPaused, type ChainSubject } from '../model/chain.ts';
import { hasDecider, stepsOf, type ChainRow } from '../store.ts';
import { approvalChains, approvalSteps } from '../tables.ts';

/** What a chain routes, for its events. */
export const subjectOf = (chain: ChainRow): ChainSubject => ({
  subjectNoun: chain.subjectNoun as ChainSubject['subjectNoun'],
  subjectId: chain.subjectId,
});

/**
 * Opens the next waiting step of a pending chain, or pauses the chain where nobody could decide it; with no step left
 * the chain is approved. That the chain paused is the caller's to tell.
 */
export async function advance(
  chain: ChainRow,
  context: Context,
): Promise<{ chain: ChainRow; events: Fact[] }> {
  const { tx } = context;
  const [next] = await stepsOf(chain.id, ['waiting'], context);
  if (!next) {
    const approved = await tx.change(approvalChains, chain, {
      state: step(chainLife, 'approve', chain.state),
    });
    return { chain: approved, events: [approvalGranted(approved, subjectOf(approved))] };
  }
  const held = await hasDecider(next, context);
  const opened = await tx.change(approvalSteps, next, {
    state: step(stepLife, 'open', next.state, held ? 'pending' : 'paused'),
  });
  const data = { chainId: chain.id, titleId: opened.titleId };
  if (held) return { chain, events: [stepOpened(opened, data)] };
  const paused = await tx.change(approvalChains, chain, { state: step(chainLife, 'pause', chain.state) });
  return { chain: paused, events: [stepPaused(opened, data)] };
}
