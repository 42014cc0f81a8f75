import type { Context } from '../../../kernel/operation.ts';
import type { OrderRow } from '../../orders/index.ts';
import { shiftLife } from '../lifecycle/shift.ts';
import type { Plan } from '../posting/announce.ts';
import type { Filling, PatternRow } from './expand.ts';
import { termsByDay } from './terms.ts';

/** The open shifts of an order on its days, at a rate, to be taken from now on. */
export function ofOrder(
  pattern: PatternRow,
  order: OrderRow,
  rate: string,
  plan: Plan,
  { now }: Context,
): Filling {
  const { programId, facilityId, unitId, payRate, instantBook } = pattern;
  const filled = {
    orderId: order.id,
    programId,
    facilityId,
    unitId,
    currency: order.currency,
    baseRate: rate,
    billRate: rate,
    payRate,
    basePayRate: payRate,
    instantBook,
    postedAt: now,
    broadcast: plan !== undefined,
    state: shiftLife.initial,
  };
  return ({ localDate }) => (localDate < order.startsOn || localDate > order.endsOn ? null : filled);
}

/** The schedule of a placement: each shift at the terms in force on the day on which it begins; none on days without. */
export async function ofAssignment(pattern: PatternRow, context: Context): Promise<Filling> {
  const { orderId, programId, facilityId, vendorId, workerId, assignmentId } = pattern;
  const termsOf = await termsByDay(assignmentId!, context);
  return ({ localDate }) => {
    const terms = termsOf(localDate);
    if (!terms) return null;
    const { unitId, billRate, payRate, currency } = terms;
    const parties = { vendorId, workerId, assignmentId };
    const place = { orderId, programId, facilityId, unitId };
    return { ...place, ...parties, currency, baseRate: billRate, billRate, payRate, state: 'scheduled' };
  };
}
