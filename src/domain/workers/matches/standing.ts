import type { Problem } from '../../../kernel/errors.ts';
import type { Context } from '../../../kernel/operation.ts';
import { workerMerged } from './model.ts';
import { holdStanding } from './store/standing.ts';

/**
 * The refusal, `worker_merged`, of each of the workers that another one stands for; none of the others is merged until
 * the transaction ends. Which one stands for it is told to the operator alone.
 */
export async function mergedAway(
  workerIds: readonly string[],
  context: Context,
): Promise<Map<string, Problem>> {
  const held = await holdStanding(workerIds, context);
  return new Map(
    held.flatMap(({ id, mergedIntoId }) =>
      mergedIntoId === null
        ? []
        : [[id, workerMerged(context.actor.side === 'operator' ? { facts: { mergedIntoId } } : {})]],
    ),
  );
}

/** Refuses, with `worker_merged`, what is to be written of a worker that another one stands for; it stays one of its own until the transaction ends. */
export async function assertStands(workerId: string, context: Context): Promise<void> {
  const refusal = (await mergedAway([workerId], context)).get(workerId);
  if (refusal) throw refusal;
}
