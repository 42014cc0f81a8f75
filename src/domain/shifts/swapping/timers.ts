import { z } from 'zod';
import { step } from '../../../kernel/lifecycle.ts';
import { timer, type Timer } from '../../../kernel/operation.ts';
import { shiftSwapLife } from './lifecycle.ts';
import { swapExpired, swapTold } from './model.ts';
import { shiftSwaps } from './tables.ts';

/** What was not approved when the first of its shifts begins comes to nothing. */
export const expireShiftSwap: Timer<Record<string, never>> = timer({
  name: 'expireShiftSwap',
  data: z.strictObject({}),
  async handle({ subjectId }, context) {
    const held = await context.tx.find(shiftSwaps, subjectId, { lock: true });
    if (!held || !['proposed', 'accepted'].includes(held.state)) return {};
    const state = step(shiftSwapLife, 'expire', held.state);
    const row = await context.tx.change(shiftSwaps, held, { state, decidedAt: context.now });
    const { shiftId } = row;
    const other = swapTold({ ...row, workerId: row.otherWorkerId }, { shiftId, state });
    return { events: [swapExpired(row, { shiftId }), other] };
  },
});
