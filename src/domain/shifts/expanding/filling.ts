import { spanOf } from '../../../kernel/day-range.ts';
import type { Context } from '../../../kernel/operation.ts';
import { asTenant } from '../../../kernel/transaction.ts';
import { assignments, revisionsOf } from '../../assignments/index.ts';
import type { OrderRow } from '../../orders/index.ts';
import { shiftLife } from '../lifecycle/shift.ts';
import type { Plan } from '../posting/announce.ts';
import { billRateOf } from '../posting/rates.ts';
import type { Filling, PatternRow } from './expand.ts';

/** The open shifts of an order: at the pattern's rate or the order's, to be taken from now on. */
export function ofOrder(pattern: PatternRow, order: OrderRow, plan: Plan, { now }: Context): Filling {
  const { programId, facilityId, unitId, payRate, instantBook } = pattern;
  const rate = billRateOf(pattern.billRate, order);
  return () => ({
    orderId: order.id,
    programId,
    facilityId,
    unitId,
    currency: order.currency,
    baseRate: rate,
    billRate: rate,
    payRate,
    instantBook,
    postedAt: now,
    broadcast: plan !== undefined,
    state: shiftLife.initial,
  });
}

/** The schedule of a placement: each shift at the terms in force on the day on which it begins; none on days without. */
export async function ofAssignment(pattern: PatternRow, { tx, ...context }: Context): Promise<Filling> {
  const { orderId, programId, facilityId, unitId, vendorId, workerId, assignmentId } = pattern;
  const [revisions, placed] = await asTenant(tx, async () => [
    await revisionsOf(assignmentId!, { tx, ...context }),
    await tx.find(assignments, assignmentId!),
  ]);
  return ({ localDate }) => {
    const terms = revisions.find(({ effective }) => {
      const { from, until } = spanOf(effective);
      return from <= localDate && (until === null || localDate < until);
    });
    if (!terms || localDate > placed!.endsOn) return null;
    const { billRate, payRate, currency } = terms;
    const parties = { vendorId, workerId, assignmentId };
    const place = { orderId, programId, facilityId, unitId };
    return { ...place, ...parties, currency, baseRate: billRate, billRate, payRate, state: 'scheduled' };
  };
}
