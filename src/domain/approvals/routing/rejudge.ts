import type { Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import { chainLife } from '../lifecycle/approval-chain.ts';
import { stepLife } from '../lifecycle/approval-step.ts';
import { approvalPaused, approvalResumed, stepPaused, stepResumed } from '../model/chain.ts';
import {
  hasDecider,
  lockSubjects,
  lockTitles,
  undecidedChains,
  undecidedSteps,
  type ChainRow,
  type StepRow,
} from '../store.ts';
import { approvalChains, approvalSteps } from '../tables.ts';
import { subjectOf } from './advance.ts';

async function move(
  chain: ChainRow,
  undecided: StepRow,
  verb: 'pause' | 'resume',
  { tx }: Context,
): Promise<Fact[]> {
  const moved = await tx.change(approvalSteps, undecided, { state: step(stepLife, verb, undecided.state) });
  const after = await tx.change(approvalChains, chain, { state: step(chainLife, verb, chain.state) });
  const data = { chainId: chain.id, titleId: moved.titleId };
  return verb === 'pause'
    ? [stepPaused(moved, data), approvalPaused(after, subjectOf(after))]
    : [stepResumed(moved, data), approvalResumed(after, subjectOf(after))];
}

/** Resumes a paused step that somebody can decide now, pauses a pending one that nobody can; both rows are held. */
export async function judge(chain: ChainRow, undecided: StepRow, context: Context): Promise<Fact[]> {
  const held = await hasDecider(undecided, context);
  if (undecided.state === 'paused' && held) return move(chain, undecided, 'resume', context);
  if (undecided.state === 'pending' && !held) return move(chain, undecided, 'pause', context);
  return [];
}

/** After who holds the title has changed: judges its undecided steps anew. */
export async function rejudge(titleId: string, context: Context): Promise<Fact[]> {
  await lockSubjects(await undecidedChains(titleId, context), context);
  await lockTitles([titleId], 'update', context);
  const events: Fact[] = [];
  for (const { id, chainId } of await undecidedSteps(titleId, context)) {
    const chain = await context.take(approvalChains, chainId, { version: false });
    const undecided = await context.take(approvalSteps, id, { version: false });
    events.push(...(await judge(chain, undecided, context)));
  }
  return events;
}
