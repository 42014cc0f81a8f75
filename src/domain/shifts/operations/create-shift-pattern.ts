import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { BillRate, Rate, reference } from '../../../kernel/shapes.ts';
import { orders, postingLacksPayTerms } from '../../orders/index.ts';
import { overMax } from '../boosting/model.ts';
import { takesShifts } from '../checking/assert.ts';
import { checkedRule } from '../expanding/rule.ts';
import { expandNow } from '../expanding/run.ts';
import { shiftPatternLife } from '../lifecycle/shift-pattern.ts';
import { orderTakesNoShifts } from '../model/shift.ts';
import { patternIsEmpty, patternTooLong, rule, shiftPatternCreated } from '../model/shift-pattern.ts';
import { shiftPattern } from '../nouns/shift-pattern.ts';
import { permissions } from '../policy.ts';
import { planOf } from '../posting/announce.ts';
import { zonesOf } from '../store/place.ts';
import { shiftPatterns } from '../tables.ts';
import { timersOf } from '../timers.ts';

export const createShiftPattern = command({
  name: 'createShiftPattern',
  summary:
    'Add shifts that come again to an order; those of the next eight weeks at once, at most 1,000 at a time, later ones in time.',
  rest: 'POST /shift-patterns',
  permission: permissions.manage,
  input: z.strictObject({
    orderId: reference('order'),
    ...rule,
    headcount: z.int().min(1).max(50).default(1).meta({ description: 'Shifts at a time.' }),
    billRate: BillRate.optional().meta({ description: 'Absent, the order’s.' }),
    payRate: Rate.optional(),
    instantBook: z.boolean().default(false),
    broadcastPlanId: reference('broadcastPlan').optional(),
  }),
  output: shiftPattern,
  errors: [orderTakesNoShifts, overMax, patternTooLong, patternIsEmpty, postingLacksPayTerms],
  async handle({ orderId, billRate = null, payRate = null, broadcastPlanId = null, ...given }, context) {
    const order = await context.take(orders, orderId, { version: false });
    if (!takesShifts(order)) throw orderTakesNoShifts();
    const { programId, facilityId, unitId } = order;
    const timeZone = (await zonesOf([facilityId], context)).get(facilityId)!;
    checkedRule(given, order, timeZone, context.now);
    await planOf(order, broadcastPlanId, context);
    const [row] = await context.tx.insert(shiftPatterns, [
      {
        ...given,
        orderId,
        programId,
        facilityId,
        unitId,
        timeZone,
        billRate,
        payRate,
        broadcastPlanId,
        state: shiftPatternLife.initial,
      },
    ]);
    const expansion = await expandNow(row!, false, context);
    return {
      result: row!,
      events: [
        shiftPatternCreated(expansion.pattern, { shifts: expansion.made.length }),
        ...expansion.events,
      ],
      timers: [...timersOf(expansion), ...expansion.timers],
    };
  },
});
