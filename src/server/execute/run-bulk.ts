import type { z } from 'zod';
import { Problem } from '../../kernel/errors.ts';
import { inHalves } from '../../kernel/in-halves.ts';
import type { Command, Context } from '../../kernel/operation.ts';
import { answerOf, tryRows, type BulkMode, type BulkResult, type Tried } from '../bulk.ts';
import type { Registry } from '../registry.ts';
import { assertDeferred } from './deferred.ts';
import { record, type Deed, type Happened } from './happenings.ts';

interface Ran {
  tried: Tried;
  happened: readonly Happened[];
}

/**
 * Runs the rows of a bulk call together, with what follows from them at once; where the rows, a reaction or a deferred
 * constraint refuses that, by halves, so that a refused row costs only itself.
 */
export async function runBulk(
  single: Command,
  input: Record<string, unknown>,
  deed: Deed,
  context: Context,
  registry: Registry,
): Promise<{ result: z.input<typeof BulkResult>; happened: Happened[] }> {
  const { mode, items } = input as { mode: z.output<typeof BulkMode>; items: readonly unknown[] };
  const run = async (some: readonly unknown[]): Promise<Ran[]> => {
    const { tried, events, timers } = await tryRows(single, some, context);
    const happened = events.length > 0 ? await record({ events, timers }, deed, context, registry) : [];
    await assertDeferred(context);
    return tried.map((one, place) => ({ tried: one, happened: place === 0 ? happened : [] }));
  };
  const ran = await inHalves(items, run, context);
  const tried = ran.map((one): Tried =>
    one instanceof Problem ? { status: 'failed', id: null, problem: one } : one.tried,
  );
  return {
    result: answerOf(tried, mode),
    happened: ran.flatMap((one) => (one instanceof Problem ? [] : one.happened)),
  };
}
