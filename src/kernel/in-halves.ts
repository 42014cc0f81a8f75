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

/**
 * What a rule makes of each item, all of it run together as `inHalves` does. The rule writes nothing: a declared problem
 * that it throws is that item's answer. In the order given.
 */
export async function madeInHalves<Item, Made, Result>(
  items: readonly Item[],
  make: (item: Item, place: number) => Made,
  run: (some: readonly Made[]) => Promise<readonly Result[]>,
  context: Pick<Context, 'attempt'>,
): Promise<(Result | Problem)[]> {
  const made = items.map((item, place): { sound: Made } | Problem => {
    try {
      return { sound: make(item, place) };
    } catch (error) {
      if (error instanceof Problem) return error;
      throw error;
    }
  });
  const sound = made.flatMap((one) => (one instanceof Problem ? [] : [one.sound]));
  const results = (await inHalves(sound, run, context)).values();
  return made.map((one) => (one instanceof Problem ? one : results.next().value!));
}
