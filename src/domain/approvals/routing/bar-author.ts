import type { Fact } from '../../../kernel/event.ts';
import type { Context } from '../../../kernel/operation.ts';
import { asTenant } from '../../../kernel/transaction.ts';
import { lockChain, runningChainOf } from '../store/chains.ts';
import type { ChainRow } from '../store/rows.ts';
import { approvalChains } from '../tables.ts';
import { judge } from './settle.ts';

/**
 * Notes that the actor had a hand in a subject, which is held, while its approval runs: they no longer may decide it,
 * and it pauses where nobody else can.
 */
export function barAuthor(
  subject: { noun: ChainRow['subjectNoun']; id: string },
  context: Context,
): Promise<Fact[]> {
  const { userId } = context.actor;
  return asTenant(context.tx, async () => {
    const found = await runningChainOf(subject, context);
    if (!found || userId === null || found.authors.includes(userId)) return [];
    const chain = await lockChain(found.id, context);
    const authors = [...chain.authors, userId];
    return judge(await context.tx.change(approvalChains, chain, { authors }), context);
  });
}
