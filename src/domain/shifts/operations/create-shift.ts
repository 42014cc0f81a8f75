import { z } from 'zod';
import { Problem, refuse } from '../../../kernel/errors.ts';
import { bulkCommand, type Context, type Outcome } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { orders, postingLacksPayTerms, type OrderRow } from '../../orders/index.ts';
import { overMax } from '../boosting/model.ts';
import { takesShifts } from '../checking/assert.ts';
import { shiftLife } from '../lifecycle/shift.ts';
import { orderTakesNoShifts, shiftCreated } from '../model/shift.ts';
import { shift } from '../nouns/shift.ts';
import { permissions } from '../policy.ts';
import { announce, planOf, type Plan } from '../posting/announce.ts';
import { shiftTerms, spanInput, spanOf } from '../posting/input.ts';
import { orProblem, orProblemOf } from '../posting/or-problem.ts';
import { billRateOf } from '../posting/rates.ts';
import { zonesOf } from '../store/place.ts';
import type { ShiftRow } from '../store/shift.ts';
import { shifts } from '../tables.ts';
import { expireShift } from '../timers.ts';

const input = z.strictObject({
  orderId: reference('order'),
  ...spanInput,
  ...shiftTerms,
  post: z.boolean().default(true).meta({ description: 'Whether it can be taken at once.' }),
});
type Wanted = z.output<typeof input>;

function rowOf(given: Wanted, order: OrderRow, timeZone: string, plan: Plan, { now }: Context) {
  const { mealMinutes, billRate, payRate = null, instantBook, note = null, post } = given;
  const span = spanOf(given, timeZone, mealMinutes);
  if (Temporal.Instant.compare(span.startsAt, now) <= 0)
    throw refuse('/startsAt', 'in_the_past', 'A shift that begins now or earlier can be taken by nobody.');
  if (span.localDate < order.startsOn || span.localDate > order.endsOn)
    throw refuse('/startsAt', 'outside_order', 'The order is for other days.');
  if (!takesShifts(order)) throw orderTakesNoShifts();
  const { programId, facilityId, unitId, currency } = order;
  const rate = billRateOf(billRate, order);
  return {
    ...span,
    orderId: order.id,
    programId,
    facilityId,
    unitId,
    currency,
    timeZone,
    mealMinutes,
    baseRate: rate,
    billRate: rate,
    payRate,
    basePayRate: payRate,
    instantBook,
    note,
    postedAt: post ? now : null,
    broadcast: post && plan !== undefined,
    state: shiftLife.initial,
  };
}

const planKey = ({ orderId, broadcastPlanId }: Wanted) => `${orderId} ${broadcastPlanId ?? ''}`;

/** The plans by which the inputs are broadcast, or why not, by order and name. */
async function plansFor(
  inputs: readonly Wanted[],
  held: ReadonlyMap<string, OrderRow>,
  context: Context,
): Promise<Map<string, Plan | Problem>> {
  const plans = new Map<string, Plan | Problem>();
  for (const given of inputs) {
    const key = planKey(given);
    if (!given.post || plans.has(key)) continue;
    plans.set(
      key,
      await orProblemOf(() => planOf(held.get(given.orderId)!, given.broadcastPlanId ?? null, context)),
    );
  }
  return plans;
}

/** Announces what was posted, order by order and plan by plan; what is told stands with the first shift of each. */
async function announcing(
  made: readonly [Wanted, ShiftRow][],
  plans: ReadonlyMap<string, Plan | Problem>,
  context: Context,
) {
  const posted = made.filter(([{ post }]) => post);
  const groups = Map.groupBy(posted, ([given]) => planKey(given));
  const told = new Map<string, Awaited<ReturnType<typeof announce>>>();
  for (const group of groups.values()) {
    const [given, first] = group[0]!;
    const plan = plans.get(planKey(given)) as Plan;
    const rows = group.map(([, row]) => row);
    told.set(first.id, await announce(rows, plan, context));
  }
  return told;
}

export const createShift = bulkCommand({
  name: 'createShift',
  summary: 'Add a shift to an open order of shifts; unless told otherwise it can be taken at once.',
  rest: 'POST /shifts',
  permission: permissions.manage,
  input,
  output: shift,
  errors: [orderTakesNoShifts, overMax, postingLacksPayTerms],
  bulk: {
    name: 'createShifts',
    rest: 'POST /shifts/bulk',
    summary: 'Add up to 1,000 shifts, with a result for each row.',
  },
  async handleMany(inputs, context): Promise<(Outcome<{ id: string }> | Problem)[]> {
    const held = await context.tx.takeAll(orders, [...new Set(inputs.map(({ orderId }) => orderId))]);
    const zones = await zonesOf(
      [...held.values()].map(({ facilityId }) => facilityId),
      context,
    );
    const plans = await plansFor(inputs, held, context);
    const wanted = inputs.map((given) => {
      const order = held.get(given.orderId)!;
      const plan = plans.get(planKey(given));
      if (plan instanceof Problem) return plan;
      return orProblem(() => rowOf(given, order, zones.get(order.facilityId)!, plan, context));
    });
    const rows = await context.tx.insert(
      shifts,
      wanted.flatMap((row) => (row instanceof Problem ? [] : [row])),
    );
    let place = 0;
    const made = wanted.map((row) => (row instanceof Problem ? row : rows[place++]!));
    const pairs = made.flatMap((row, at): [Wanted, ShiftRow][] =>
      row instanceof Problem ? [] : [[inputs[at]!, row]],
    );
    const told = await announcing(pairs, plans, context);
    return made.map((row) => {
      if (row instanceof Problem) return row;
      const { events = [], timers = [] } = told.get(row.id) ?? {};
      return {
        result: row,
        events: [shiftCreated(row, {}), ...events],
        timers: [expireShift(row.startsAt, row.id, {}), ...timers],
      };
    });
  },
});
