import type { Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import { shiftSwapLife } from './lifecycle.ts';
import { swapExpired, swapTold } from './model.ts';
import { liveSwapsOf, type ShiftSwapRow } from './store.ts';
import { shiftSwaps } from './tables.ts';

/** Ends a held, live swap that nobody decided; the worker who was asked is told too. */
export async function expireSwap(swap: ShiftSwapRow, { tx, now }: Context): Promise<Fact[]> {
  const state = step(shiftSwapLife, 'expire', swap.state);
  const row = await tx.change(shiftSwaps, swap, { state, decidedAt: now });
  const { shiftId } = row;
  const other = swapTold({ ...row, workerId: row.otherWorkerId }, { shiftId, state });
  return [swapExpired(row, { shiftId }), other];
}

/** Ends the swaps of a shift that are under way. */
export async function endSwapsOf(shiftId: string, context: Context): Promise<Fact[]> {
  const facts: Fact[] = [];
  for (const swap of await liveSwapsOf(shiftId, context)) facts.push(...(await expireSwap(swap, context)));
  return facts;
}
