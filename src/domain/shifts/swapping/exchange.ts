import type { Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import { localDate } from '../../../kernel/zone.ts';
import { assignmentForShifts } from '../../assignments/index.ts';
import { orders } from '../../orders/index.ts';
import type { HeldShift } from '../attending/held.ts';
import { shiftLife } from '../lifecycle/shift.ts';
import { shiftBooked } from '../model/shift.ts';
import { shifts } from '../tables.ts';

/** Who has a shift from now on, and on which assignment. */
export interface Taker {
  workerId: string;
  representationId: string;
  payRate: string | null;
  /** Of a schedule: the placement on which the taker works it, and at what rate; null: it is placed by the shift. */
  placed: { assignmentId: string; billRate: string } | null;
}

async function placed({ shift, taker }: Handing, context: Context) {
  if (taker.placed !== null) return { assignmentId: taker.placed.assignmentId, events: [] };
  const { orderId, programId, facilityId, unitId, vendorId, billRate, currency } = shift;
  const last = Temporal.Instant.from(shift.endsAt).subtract({ minutes: 1 }).toString();
  const order = (await context.tx.find(orders, orderId))!;
  return assignmentForShifts(
    {
      orderId,
      programId,
      facilityId,
      unitId,
      vendorId,
      billRate,
      currency,
      workerId: taker.workerId,
      payRate: taker.payRate,
      hoursPerWeek: order.hoursPerWeek,
      from: shift.localDate,
      until: localDate(last, shift.timeZone),
    },
    context,
  );
}

export interface Handing {
  shift: HeldShift;
  taker: Taker;
}

/** Gives each of these shifts to its taker, all in one statement: two workers who trade never seem to be at two places. */
export async function exchange(handings: readonly Handing[], context: Context): Promise<Fact[]> {
  const facts: Fact[] = [];
  const changes = [];
  for (const handing of handings) {
    const { shift, taker } = handing;
    const { assignmentId, events } = await placed(handing, context);
    facts.push(...events);
    const { workerId, representationId, payRate } = taker;
    const state = step(shiftLife, 'swap', shift.state);
    const { billRate } = taker.placed ?? shift;
    const baseRate = taker.placed?.billRate ?? shift.baseRate;
    const who = { workerId, representationId, assignmentId, atRisk: false };
    changes.push({ row: shift, changes: { state, ...who, baseRate, billRate, payRate } });
  }
  const rows = await context.tx.changeAll(shifts, changes);
  return [...rows.map((row) => shiftBooked(row, { assignmentId: row.assignmentId! })), ...facts];
}
