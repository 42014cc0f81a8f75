import type { Fact } from '../../../kernel/event.ts';
import type { Context } from '../../../kernel/operation.ts';
import { lockChain, runningChainOf, stepsOf, type ChainRow } from '../store.ts';
import { approvalChains } from '../tables.ts';
import { judge } from './rejudge.ts';

/**
 * Notes that the actor had a hand in a subject, which is held, while its approval runs: they no longer may decide it,
 * and it pauses where nobody else can.
 */
export async function barAuthor(
  subject: { noun: ChainRow['subjectNoun']; id: string },
  context: Context,
): Promise<Fact[]> {
  const { userId } = context.actor;
  const found = await runningChainOf(subject, context);
  if (!found || userId === null || found.authors.includes(userId)) return [];
  const chain = await lockChain(found.id, context);
  const authors = [...chain.authors, userId];
  const barred = await context.tx.change(approvalChains, chain, { authors });
  const [undecided] = await stepsOf(chain.id, ['pending', 'paused'], context);
  return undecided ? judge(barred, undecided, context) : [];
}
