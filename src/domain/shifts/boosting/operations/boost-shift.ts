import { z } from 'zod';
import { refuse, stepNotAllowed } from '../../../../kernel/errors.ts';
import { step } from '../../../../kernel/lifecycle.ts';
import { addRates, compare, parseRate, raiseRate } from '../../../../kernel/money.ts';
import { command } from '../../../../kernel/operation.ts';
import { Instant, Percent, Rate, reference, text } from '../../../../kernel/shapes.ts';
import { orders } from '../../../orders/index.ts';
import { isBefore } from '../../attending/held.ts';
import { attendingPermissions } from '../../attending/policy.ts';
import { shiftLife } from '../../lifecycle/shift.ts';
import { shift } from '../../nouns/shift.ts';
import { shifts } from '../../tables.ts';
import { endBoost } from '../end.ts';
import { overMax, shiftBoosted } from '../model.ts';
import { boostOf } from '../store.ts';
import { shiftBoostLife } from '../lifecycle.ts';
import { shiftBoosts } from '../tables.ts';
import { expireShiftBoost } from '../timers.ts';

export const boostShift = command({
  name: 'boostShift',
  summary:
    'Raise the rate of an open shift above its base rate, with the reason, up to the most that its order pays; it takes the place of a boost before, and prices that were quoted hold.',
  rest: 'POST /shifts/{shiftId}/boost',
  permission: attendingPermissions.boost,
  input: z.strictObject({
    shiftId: reference('shift'),
    amount: Rate.optional().meta({ description: 'More an hour; this or the percentage.' }),
    percent: Percent.optional(),
    reason: text(500),
    endsAt: Instant.optional().meta({
      description: 'When an open shift has its base rate again. Absent: it keeps the boost.',
    }),
  }),
  example: { amount: '6.50', reason: 'Nobody asked for it in a day.' },
  output: shift,
  errors: [stepNotAllowed, overMax],
  async handle({ shiftId, amount, percent, reason, endsAt }, context) {
    if ((amount === undefined) === (percent === undefined))
      throw refuse('/amount', 'invalid_value', 'Name an amount or a percentage: one of them.');
    if (endsAt !== undefined && !isBefore(context.now, endsAt))
      throw refuse('/endsAt', 'in_the_past', 'A boost ends later than now.');
    const held = await context.take(shifts, shiftId);
    const state = step(shiftLife, 'boost', held.state);
    const base = parseRate(held.baseRate);
    const raised = amount === undefined ? raiseRate(base, percent!) : addRates(base, parseRate(amount));
    if (compare(raised, base) <= 0) throw refuse('/amount', 'invalid_value', 'A boost raises the rate.');
    const { maxBillRate } = (await context.tx.find(orders, held.orderId))!;
    if (maxBillRate !== null && compare(raised, parseRate(maxBillRate)) > 0)
      throw overMax({ detail: `The order pays at most ${maxBillRate} an hour.` });
    const ended = await endBoost(await boostOf(held.id, context), context);
    const row = await context.tx.change(shifts, held, { state, billRate: raised });
    const { orderId, programId, facilityId, unitId } = held;
    const place = { shiftId: held.id, orderId, programId, facilityId, unitId };
    const rates = { rateBefore: held.billRate, rateAfter: raised };
    const [boost] = await context.tx.insert(shiftBoosts, [
      { ...place, ...rates, reason, endsAt: endsAt ?? null, state: shiftBoostLife.initial },
    ]);
    return {
      result: row,
      events: [shiftBoosted(boost!, { shiftId: held.id }), ...ended],
      timers: endsAt === undefined ? [] : [expireShiftBoost(endsAt, boost!.id, {})],
    };
  },
});
