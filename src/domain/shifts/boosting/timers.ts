import { z } from 'zod';
import { timer, type Timer } from '../../../kernel/operation.ts';
import { shifts } from '../tables.ts';
import { backToBase, endBoost } from './end.ts';
import { shiftBoosts } from './tables.ts';

/** A shift that is open still has its base rate again; one that was taken keeps what was agreed. */
export const expireShiftBoost: Timer<Record<string, never>> = timer({
  name: 'expireShiftBoost',
  data: z.strictObject({}),
  async handle({ subjectId }, context) {
    const seen = await context.tx.find(shiftBoosts, subjectId);
    if (seen?.state !== 'in_force') return {};
    const shift = (await context.tx.find(shifts, seen.shiftId, { lock: true }))!;
    const boost = (await context.tx.find(shiftBoosts, subjectId, { lock: true }))!;
    if (boost.state !== 'in_force') return {};
    await backToBase(shift, context);
    return { events: await endBoost(boost, context) };
  },
});
