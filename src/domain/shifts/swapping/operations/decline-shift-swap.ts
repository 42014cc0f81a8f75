import { z } from 'zod';
import { stepNotAllowed } from '../../../../kernel/errors.ts';
import { step } from '../../../../kernel/lifecycle.ts';
import { command } from '../../../../kernel/operation.ts';
import { assertProvided } from '../../../../kernel/provisos.ts';
import { reference, text } from '../../../../kernel/shapes.ts';
import { attendingPermissions } from '../../attending/policy.ts';
import { shiftSwapLife } from '../lifecycle.ts';
import { swapDeclined, swapNotYours, swapTold } from '../model.ts';
import { shiftSwap } from '../nouns.ts';
import { shiftSwaps } from '../tables.ts';

export const declineShiftSwap = command({
  name: 'declineShiftSwap',
  summary: 'Say no to a swap: by who is asked for it, or by the client.',
  rest: 'POST /shift-swaps/{shiftSwapId}/decline',
  permission: attendingPermissions.declineSwap,
  input: z.strictObject({ shiftSwapId: reference('shiftSwap'), reason: text(500).optional() }),
  output: shiftSwap,
  errors: [stepNotAllowed, swapNotYours],
  async handle({ shiftSwapId, reason = null }, context) {
    const held = await context.take(shiftSwaps, shiftSwapId);
    await assertProvided(shiftSwapLife, 'decline', shiftSwaps, held, context);
    const state = step(shiftSwapLife, 'decline', held.state);
    const row = await context.tx.change(shiftSwaps, held, {
      state,
      declineReason: reason,
      decidedAt: context.now,
    });
    const { shiftId } = row;
    const other = swapTold({ ...row, workerId: row.otherWorkerId }, { shiftId, state });
    return { result: row, events: [swapDeclined(row, { shiftId }), other] };
  },
});
