import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { postingLacksPayTerms } from '../../orders/index.ts';
import { takesShifts } from '../checking/assert.ts';
import { shiftLife } from '../lifecycle/shift.ts';
import { orderTakesNoShifts, shiftPosted, shiftWasPosted } from '../model/shift.ts';
import { shift } from '../nouns/shift.ts';
import { permissions } from '../policy.ts';
import { announce, planOf } from '../posting/announce.ts';
import { holdOrder } from '../store/shift.ts';
import { shifts } from '../tables.ts';

export const postShift = command({
  name: 'postShift',
  summary: 'Let an open shift be taken, by who sees its order or as a broadcast plan says.',
  rest: 'POST /shifts/{shiftId}/post',
  permission: permissions.manage,
  input: z.strictObject({
    shiftId: reference('shift'),
    broadcastPlanId: reference('broadcastPlan').optional(),
  }),
  output: shift,
  errors: [stepNotAllowed, shiftPosted, orderTakesNoShifts, postingLacksPayTerms],
  async handle({ shiftId, broadcastPlanId = null }, context) {
    const seen = (await context.tx.find(shifts, shiftId))!;
    const order = await holdOrder(seen.orderId, context);
    const row = await context.take(shifts, shiftId);
    const state = step(shiftLife, 'post', row.state);
    if (row.postedAt !== null) throw shiftPosted();
    if (!takesShifts(order)) throw orderTakesNoShifts();
    const plan = await planOf(order, broadcastPlanId, context);
    const broadcast = plan !== undefined;
    const posted = await context.tx.change(shifts, row, { state, postedAt: context.now, broadcast });
    const { events, timers } = await announce([posted], plan, context);
    return { result: posted, events: [shiftWasPosted(posted, {}), ...events], timers };
  },
});
