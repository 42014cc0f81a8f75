import { z } from 'zod';
import { timer, type Timer } from '../../../kernel/operation.ts';
import { shifts } from '../tables.ts';
import { endBoost } from './end.ts';
import { shiftBoosts } from './tables.ts';

/** A shift that is open still has its base rate again; one that was taken keeps what was agreed. */
export const endShiftBoost: Timer<Record<string, never>> = timer({
  name: 'endShiftBoost',
  data: z.strictObject({}),
  async handle({ subjectId }, context) {
    const seen = await context.tx.find(shiftBoosts, subjectId);
    if (seen?.state !== 'in_force') return {};
    const shift = (await context.tx.find(shifts, seen.shiftId, { lock: true }))!;
    const boost = (await context.tx.find(shiftBoosts, subjectId, { lock: true }))!;
    if (boost.state !== 'in_force') return {};
    if (shift.state === 'open') await context.tx.change(shifts, shift, { billRate: shift.baseRate });
    return { events: await endBoost(boost, context) };
  },
});
