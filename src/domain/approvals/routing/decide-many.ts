import type { Problem } from '../../../kernel/errors.ts';
import type { Context } from '../../../kernel/operation.ts';
import { lockTitles, stepsOf, titlesFor } from '../store/chains.ts';
import { lockSubjects } from '../store/subjects.ts';
import { approvalChains, approvalSteps } from '../tables.ts';
import { decide, type Decided, type Decision } from './decide.ts';

// Everything is taken in one order before the first decision: two calls of many steps cannot wait for each other.
async function hold(decisions: readonly Decision[], context: Context): Promise<void> {
  const chainIds = new Set<string>();
  for (const { approvalStepId } of decisions) {
    const found = await context.tx.find(approvalSteps, approvalStepId);
    if (found) chainIds.add(found.chainId);
  }
  const titleIds: string[] = [];
  const chains = [];
  for (const chainId of [...chainIds].toSorted()) {
    chains.push((await context.tx.find(approvalChains, chainId))!);
    titleIds.push(...(await stepsOf(chainId, undefined, context)).flatMap(titlesFor));
  }
  await lockSubjects(chains, context);
  await lockTitles(titleIds, 'share', context);
  await context.tx.takeAll(approvalChains, [...chainIds]);
}

/** Decides many steps, each for itself: what one is refused for undoes no other. One alone is refused as it is. */
export async function decideMany(
  decisions: readonly Decision[],
  context: Context,
): Promise<(Decided | Problem)[]> {
  if (decisions.length === 1) return [await decide(decisions[0]!, context)];
  await hold(decisions, context);
  const results: (Decided | Problem)[] = [];
  for (const decision of decisions) results.push(await context.attempt(() => decide(decision, context)));
  return results;
}
