import type { Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import { asTenant } from '../../../kernel/transaction.ts';
import { localDate } from '../../../kernel/zone.ts';
import { assignmentForShifts } from '../../assignments/index.ts';
import type { OrderRow } from '../../orders/index.ts';
import { shiftLife } from '../lifecycle/shift.ts';
import { shiftBooked } from '../model/shift.ts';
import type { Claimant } from '../store/claimant.ts';
import { supersedeRivals } from '../store/request.ts';
import type { ShiftRow } from '../store/shift.ts';
import { shifts } from '../tables.ts';
import type { Price } from './price.ts';

interface Given {
  shift: ShiftRow;
  order: OrderRow;
  claimant: Claimant;
  price: Price;
  verb: 'book' | 'assign';
  /** The request that was accepted. */
  requestId: string | null;
}

const lastDay = ({ endsAt, timeZone }: ShiftRow) =>
  localDate(Temporal.Instant.from(endsAt).subtract({ minutes: 1 }).toString(), timeZone);

/**
 * Gives a held, open shift to a worker: places it on the order where it is not yet, and closes what rivals asked of the
 * shift and what the worker asked for in that time. `worker_not_available` where another shift of the worker came first.
 */
export async function giveShift(
  { shift, order, claimant, price, verb, requestId }: Given,
  context: Context,
): Promise<{ row: ShiftRow; facts: [Fact, ...Fact[]] }> {
  const { vendorId, workerId, representationId } = claimant;
  const { programId, facilityId, unitId, currency } = shift;
  const placed = await assignmentForShifts(
    {
      orderId: order.id,
      programId,
      facilityId,
      unitId,
      vendorId,
      workerId,
      from: shift.localDate,
      until: lastDay(shift),
      billRate: price.billRate,
      payRate: price.payRate,
      currency,
      hoursPerWeek: order.hoursPerWeek,
    },
    context,
  );
  const { assignmentId } = placed;
  const taken = { vendorId, workerId, representationId, assignmentId, ...price };
  const row = await asTenant(context.tx, () =>
    context.tx.change(shifts, shift, { ...taken, state: step(shiftLife, verb, shift.state) }),
  );
  const closed = await supersedeRivals({ ...shift, workerId }, requestId, context);
  return { row, facts: [shiftBooked(row, { assignmentId }), ...placed.events, ...closed] };
}
