import { z } from 'zod';
import { stepNotAllowed } from '../../../../kernel/errors.ts';
import { step } from '../../../../kernel/lifecycle.ts';
import { command } from '../../../../kernel/operation.ts';
import { reference } from '../../../../kernel/shapes.ts';
import { attendingPermissions } from '../../attending/policy.ts';
import { shifts } from '../../tables.ts';
import { backToBase } from '../end.ts';
import { shiftBoostLife } from '../lifecycle.ts';
import { boostEnded } from '../model.ts';
import { shiftBoost } from '../nouns.ts';
import { shiftBoosts } from '../tables.ts';

export const endShiftBoost = command({
  name: 'endShiftBoost',
  summary:
    'Take a boost back: a shift that is open still has its base rate again, one that was taken its price.',
  rest: 'POST /shift-boosts/{shiftBoostId}/end',
  permission: attendingPermissions.boost,
  input: z.strictObject({ shiftBoostId: reference('shiftBoost') }),
  output: shiftBoost,
  errors: [stepNotAllowed],
  async handle({ shiftBoostId }, context) {
    const { shiftId } = (await context.tx.find(shiftBoosts, shiftBoostId))!;
    // Held before its boost, as by whoever boosts it.
    const shift = (await context.tx.find(shifts, shiftId, { lock: true }))!;
    const boost = await context.take(shiftBoosts, shiftBoostId);
    const state = step(shiftBoostLife, 'end', boost.state);
    await backToBase(shift, context);
    const row = await context.tx.change(shiftBoosts, boost, { state });
    return { result: row, events: [boostEnded(row, { shiftId })] };
  },
});
