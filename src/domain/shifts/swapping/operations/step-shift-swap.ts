import { stepCommand } from '../../../../kernel/step-command.ts';
import { step } from '../../../../kernel/lifecycle.ts';
import type { Command, Context } from '../../../../kernel/operation.ts';
import { shiftSwapLife } from '../lifecycle.ts';
import { swapAccepted, swapTold, swapWithdrawn } from '../model.ts';
import { shiftSwap } from '../nouns.ts';
import type { ShiftSwapRow } from '../store.ts';
import { shiftSwaps } from '../tables.ts';

/** Takes a step of a swap; the worker who is asked is told too. */
const moved =
  (verb: 'accept' | 'withdraw', stamp: 'answeredAt' | 'decidedAt') =>
  async (swap: ShiftSwapRow, { tx, now }: Context) => {
    const state = step(shiftSwapLife, verb, swap.state);
    const row = await tx.change(shiftSwaps, swap, { state, [stamp]: now });
    const other = swapTold({ ...row, workerId: row.otherWorkerId }, { shiftId: row.shiftId, state });
    return { row, facts: [other] };
  };

export const acceptShiftSwap: Command = stepCommand({
  noun: shiftSwap,
  table: shiftSwaps,
  life: shiftSwapLife,
  verb: 'accept',
  summary: 'Take the shift that is offered, if the client approves.',
  event: swapAccepted,
  data: ({ shiftId }) => ({ shiftId }),
  move: moved('accept', 'answeredAt'),
});

export const withdrawShiftSwap: Command = stepCommand({
  noun: shiftSwap,
  table: shiftSwaps,
  life: shiftSwapLife,
  verb: 'withdraw',
  summary: 'Take back a swap that was not approved yet.',
  event: swapWithdrawn,
  data: ({ shiftId }) => ({ shiftId }),
  move: moved('withdraw', 'decidedAt'),
});
