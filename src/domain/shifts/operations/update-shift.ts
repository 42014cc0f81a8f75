import { z } from 'zod';
import { refuse, stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { addRates, parseRate, subtractRates } from '../../../kernel/money.ts';
import { command, type Context } from '../../../kernel/operation.ts';
import { BillRate, Rate, reference, text } from '../../../kernel/shapes.ts';
import { overMax } from '../boosting/model.ts';
import { boostOf } from '../boosting/store.ts';
import { shiftBoosts } from '../boosting/tables.ts';
import { shiftLife } from '../lifecycle/shift.ts';
import { MealMinutes, shiftChanged } from '../model/shift.ts';
import { shift } from '../nouns/shift.ts';
import { permissions } from '../policy.ts';
import { spanInput, spanOf } from '../posting/input.ts';
import { billRateOf } from '../posting/rates.ts';
import { supersedeRequestsFor } from '../store/request.ts';
import { holdOrder, type ShiftRow } from '../store/shift.ts';
import { shifts } from '../tables.ts';
import { expireShift } from '../timers.ts';

type Given = Parameters<typeof spanOf>[0];

const spanAfter = (given: Given, row: ShiftRow, mealMinutes: number) =>
  spanOf(
    Object.values(given).some((part) => part !== undefined)
      ? given
      : { startsAt: row.startsAt, endsAt: row.endsAt },
    row.timeZone,
    mealMinutes,
  );

/** The base rate as given, with the boost that is on it. */
function ratesAfter(given: string | undefined, row: ShiftRow, order: Parameters<typeof billRateOf>[1]) {
  if (given === undefined) return {};
  const boost = subtractRates(parseRate(row.billRate), parseRate(row.baseRate));
  const baseRate = parseRate(given);
  return { baseRate, billRate: billRateOf(addRates(baseRate, boost), order) };
}

/** A boost that is in force is of the base rate that the shift has now: whoever opens it again has it at that. */
async function keepBoost({ id, billRate }: ShiftRow, context: Context): Promise<void> {
  const boost = await boostOf(id, context);
  if (boost) await context.tx.change(shiftBoosts, boost, { rateAfter: billRate });
}

export const updateShift = command({
  name: 'updateShift',
  summary: 'Change a shift that nobody has yet; requests for one that is moved are closed.',
  rest: 'PATCH /shifts/{shiftId}',
  permission: permissions.manage,
  input: z.strictObject({
    shiftId: reference('shift'),
    ...spanInput,
    mealMinutes: MealMinutes.optional(),
    billRate: BillRate.optional().meta({ description: 'Before any boost.' }),
    payRate: Rate.nullish(),
    instantBook: z.boolean().optional(),
    note: text(2_000).nullish(),
  }),
  output: shift,
  errors: [stepNotAllowed, overMax],
  async handle({ shiftId, mealMinutes, billRate, payRate, instantBook, note, ...given }, context) {
    const seen = (await context.tx.find(shifts, shiftId))!;
    const order = await holdOrder(seen.orderId, context);
    const row = await context.take(shifts, shiftId);
    const state = step(shiftLife, 'update', row.state);
    const span = spanAfter(given, row, mealMinutes ?? row.mealMinutes);
    if (Temporal.Instant.compare(span.startsAt, context.now) <= 0)
      throw refuse('/startsAt', 'in_the_past', 'A shift that begins now or earlier can be taken by nobody.');
    if (span.localDate < order.startsOn || span.localDate > order.endsOn)
      throw refuse('/startsAt', 'outside_order', 'The order is for other days.');
    const isMoved = span.startsAt !== row.startsAt || span.endsAt !== row.endsAt;
    const changed = await context.tx.change(shifts, row, {
      state,
      ...span,
      ...(mealMinutes !== undefined && { mealMinutes }),
      ...ratesAfter(billRate, row, order),
      ...(payRate !== undefined && { payRate, basePayRate: payRate }),
      ...(instantBook !== undefined && { instantBook }),
      ...(note !== undefined && { note }),
    });
    if (billRate !== undefined) await keepBoost(changed, context);
    const closed = isMoved ? await supersedeRequestsFor([shiftId], context) : [];
    return {
      result: changed,
      events: [shiftChanged(changed, {}), ...closed],
      timers: isMoved ? [expireShift(span.startsAt, shiftId, {})] : [],
    };
  },
});
