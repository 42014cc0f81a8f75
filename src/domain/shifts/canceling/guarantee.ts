import { spanOf } from '../../../kernel/day-range.ts';
import type { Context } from '../../../kernel/operation.ts';
import { asTenant } from '../../../kernel/transaction.ts';
import { assignments } from '../../assignments/index.ts';
import { agreementOn, guaranteeOf } from '../../vendors/index.ts';
import type { ShiftRow } from '../store/shift.ts';
import { isHeld, type HeldShift } from '../attending/held.ts';
import { periodOf, type Period } from './period.ts';

/** What is guaranteed of the week of a shift, by which agreement, and the period it lies in. */
export interface Guaranteed {
  shift: HeldShift;
  agreementId: string;
  hoursPerWeek: string;
  freeCallOffs: number;
  periodWeeks: number;
  period: Period;
}

/** Whether a held shift is of the schedule of a placement, and none that its worker booked. */
export const isScheduleOf = ({ assignmentId }: HeldShift, { tx }: Context): Promise<boolean> =>
  asTenant(tx, async () => (await tx.find(assignments, assignmentId))!.kind === 'placement');

/** The guarantee that a scheduled shift of a placement stands under; per-diem shifts stand under none. A query finds the agreement without holding it. */
export async function guaranteeFor(
  shift: ShiftRow,
  context: Context,
  find: typeof agreementOn = agreementOn,
): Promise<Guaranteed | undefined> {
  if (!isHeld(shift)) return undefined;
  return asTenant(context.tx, async () => {
    const placed = (await context.tx.find(assignments, shift.assignmentId))!;
    if (placed.kind === 'per_diem') return undefined;
    const agreed = await find(shift.programId, shift.vendorId, shift.localDate, context);
    const terms = agreed && (await guaranteeOf(agreed.id, context));
    if (!agreed || !terms) return undefined;
    const { hoursPerWeek, freeCallOffs, periodWeeks } = terms;
    const period = periodOf(shift.localDate, spanOf(agreed.effective).from, periodWeeks);
    return { shift, agreementId: agreed.id, hoursPerWeek, freeCallOffs, periodWeeks, period };
  });
}
