import type { Context } from '../../../kernel/operation.ts';
import type { HeldShift } from '../attending/held.ts';
import { isScheduleOf } from '../canceling/guarantee.ts';

/**
 * Whether one shift can be had for the other, or for none. Shifts that were booked can; those of placements change hands
 * one for the other within a unit, because each worker keeps its own placement and its rates.
 */
export async function isSwappable(
  shift: HeldShift,
  other: HeldShift | null,
  context: Context,
): Promise<boolean> {
  const scheduled = await isScheduleOf(shift, context);
  if (!other) return !scheduled;
  if (scheduled !== (await isScheduleOf(other, context))) return false;
  return !scheduled || shift.unitId === other.unitId;
}
