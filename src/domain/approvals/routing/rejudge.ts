import type { Fact } from '../../../kernel/event.ts';
import type { Context } from '../../../kernel/operation.ts';
import { lockTitles, undecidedChains } from '../store/chains.ts';
import { lockSubjects } from '../store/subjects.ts';
import { approvalChains } from '../tables.ts';
import { judge } from './settle.ts';

/** After who holds some titles, or stands in for who does, has changed: judges their undecided steps anew. */
export async function rejudge(titleIds: readonly string[], context: Context): Promise<Fact[]> {
  if (titleIds.length === 0) return [];
  await lockSubjects(await undecidedChains(titleIds, context), context);
  await lockTitles(titleIds, 'update', context);
  const events: Fact[] = [];
  for (const { id } of await undecidedChains(titleIds, context)) {
    const chain = await context.take(approvalChains, id, { version: false });
    events.push(...(await judge(chain, context)));
  }
  return events;
}
