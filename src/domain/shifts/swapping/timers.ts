import { z } from 'zod';
import { timer, type Timer } from '../../../kernel/operation.ts';
import { expireSwap } from './expire.ts';
import { shiftSwaps } from './tables.ts';

/** What was not approved when the first of its shifts begins comes to nothing. */
export const expireShiftSwap: Timer<Record<string, never>> = timer({
  name: 'expireShiftSwap',
  data: z.strictObject({}),
  async handle({ subjectId }, context) {
    const held = await context.tx.find(shiftSwaps, subjectId, { lock: true });
    if (!held || !['proposed', 'accepted'].includes(held.state)) return {};
    return { events: await expireSwap(held, context) };
  },
});
