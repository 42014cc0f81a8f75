import type { Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import { chainLife } from '../lifecycle/approval-chain.ts';
import { stepLife } from '../lifecycle/approval-step.ts';
import {
  approvalPaused,
  approvalResumed,
  stepPaused,
  stepResumed,
  type ChainSubject,
} from '../model/chain.ts';
import { stepsOf } from '../store/chains.ts';
import { hasDecider } from '../store/deciders.ts';
import type { ChainRow, StepRow } from '../store/rows.ts';
import { approvalChains, approvalSteps } from '../tables.ts';

/** What a chain routes, for its events. */
export const subjectOf = ({ subjectNoun, subjectId }: ChainRow): ChainSubject => ({ subjectNoun, subjectId });

/** What the events of a step tell. */
export const tellStep = ({ chainId, titleId }: StepRow): { chainId: string; titleId: string } => ({
  chainId,
  titleId,
});

/** Whether a stage of which these steps are left cannot come to its end: nobody can decide what it still needs. */
const isStalled = (left: readonly StepRow[]): boolean =>
  left[0]?.mode === 'any'
    ? left.every(({ state }) => state === 'paused')
    : left.some(({ state }) => state === 'paused');

/** The chain as its open stage has it: stalled or going on. What became of it is told. */
export async function settle(
  chain: ChainRow,
  left: readonly StepRow[],
  { tx }: Context,
): Promise<{ chain: ChainRow; events: Fact[] }> {
  const stalled = isStalled(left);
  if (stalled === (chain.state === 'paused')) return { chain, events: [] };
  const settled = await tx.change(approvalChains, chain, {
    state: step(chainLife, stalled ? 'stall' : 'goOn', chain.state),
  });
  const told = stalled ? approvalPaused : approvalResumed;
  return { chain: settled, events: [told(settled, subjectOf(settled))] };
}

/** Resumes the paused steps that somebody can decide now, pauses the pending ones that nobody can, and the chain with them. */
export async function judge(chain: ChainRow, context: Context): Promise<Fact[]> {
  if (chain.pausedFor === 'decision') return [];
  const left: StepRow[] = [];
  const events: Fact[] = [];
  for (const undecided of await stepsOf(chain.id, ['pending', 'paused'], context)) {
    const verb = (await hasDecider(undecided, context)) ? 'resume' : 'pause';
    if ((verb === 'resume') === (undecided.state === 'pending')) {
      left.push(undecided);
      continue;
    }
    const moved = await context.tx.change(approvalSteps, undecided, {
      state: step(stepLife, verb, undecided.state),
    });
    left.push(moved);
    events.push((verb === 'resume' ? stepResumed : stepPaused)(moved, tellStep(moved)));
  }
  if (left.length === 0) return events;
  return [...events, ...(await settle(chain, left, context)).events];
}
