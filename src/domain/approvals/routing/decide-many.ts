import type { Problem } from '../../../kernel/errors.ts';
import type { Context } from '../../../kernel/operation.ts';
import { chainsOfSteps, lockTitles, titlesOfChains } from '../store/chains.ts';
import { lockSubjects } from '../store/subjects.ts';
import { approvalChains } from '../tables.ts';
import { decide, type Decided, type Decision } from './decide.ts';

// Everything is taken in one order before the first decision: two calls of many steps cannot wait for each other.
async function hold(decisions: readonly Decision[], context: Context): Promise<void> {
  const stepIds = decisions.map(({ approvalStepId }) => approvalStepId);
  const chains = await chainsOfSteps(stepIds, context);
  const chainIds = chains.map(({ id }) => id);
  await lockSubjects(chains, context);
  await lockTitles(await titlesOfChains(chainIds, context), 'share', context);
  await context.tx.takeAll(approvalChains, chainIds);
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
