import { Problem } from './errors.ts';
import type { Context } from './operation.ts';

/**
 * Runs all of them together; where that is refused, each half by itself, so that only the bad ones fail and few bad ones
 * cost little. Answers one result or problem for each, in the order given.
 */
export async function inHalves<Item, Result>(
  items: readonly Item[],
  run: (some: readonly Item[]) => Promise<readonly Result[]>,
  context: Pick<Context, 'attempt'>,
): Promise<(Result | Problem)[]> {
  if (items.length === 0) return [];
  const together = await context.attempt(() => run(items));
  if (!(together instanceof Problem)) return [...together];
  if (items.length === 1) return [together];
  const half = items.length >> 1;
  return [
    ...(await inHalves(items.slice(0, half), run, context)),
    ...(await inHalves(items.slice(half), run, context)),
  ];
}
