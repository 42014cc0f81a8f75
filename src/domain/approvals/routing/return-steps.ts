import type { Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import { stepLife } from '../lifecycle/approval-step.ts';
import { stepReassigned } from '../model/chain.ts';
import { lockChain, stepsGivenTo } from '../store/chains.ts';
import type { ChainRow } from '../store/rows.ts';
import { lockSubjects } from '../store/subjects.ts';
import { approvalChains, approvalSteps } from '../tables.ts';
import { judge, tellStep } from './settle.ts';

/** Gives undecided steps that were given to people who are leaving back to the holders of their titles. */
export async function returnSteps(membershipIds: readonly string[], context: Context): Promise<Fact[]> {
  const { tx } = context;
  const given = await stepsGivenTo(membershipIds, context);
  const chains = new Map<string, ChainRow>();
  for (const { chainId } of given) chains.set(chainId, (await tx.find(approvalChains, chainId))!);
  await lockSubjects([...chains.values()], context);
  const events: Fact[] = [];
  for (const chainId of [...chains.keys()].toSorted()) {
    const chain = await lockChain(chainId, context);
    for (const { id } of given.filter((one) => one.chainId === chainId)) {
      const held = await context.take(approvalSteps, id, { version: false });
      if (!['waiting', 'pending', 'paused'].includes(held.state)) continue;
      const state = step(stepLife, 'reassign', held.state, held.state as 'waiting' | 'pending' | 'paused');
      const returned = await tx.change(approvalSteps, held, { state, assignedTo: null });
      events.push(stepReassigned(returned, tellStep(returned)));
    }
    events.push(...(await judge(chain, context)));
  }
  return events;
}
