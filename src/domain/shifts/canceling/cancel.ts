import type { Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import { asTenant } from '../../../kernel/transaction.ts';
import { isHeld, type ShiftRow } from '../attending/held.ts';
import { shiftLife } from '../lifecycle/shift.ts';
import { supersedeRequestsFor } from '../store/request.ts';
import { shifts } from '../tables.ts';
import type { cancelParties, cancelReasons } from '../words.ts';
import { shiftCanceled } from './model.ts';
import { chargePenalty } from './penalty.ts';
import { minutesUntil } from './period.ts';

/** Who cancels, why, and whether what the agreement asks for it is charged. */
export interface Cancellation {
  by: (typeof cancelParties)[number];
  reason: (typeof cancelReasons)[number];
  note: string | null;
  penalized: boolean;
}

/** Cancels a shift that is held, open or scheduled, with what its notice costs. */
export async function cancelOne(
  shift: ShiftRow,
  { by, reason, note, penalized }: Cancellation,
  context: Context,
): Promise<{ row: ShiftRow; facts: [Fact, ...Fact[]] }> {
  const state = step(shiftLife, 'cancel', shift.state);
  const noticeMinutes = minutesUntil(shift.startsAt, context.now);
  const penalty =
    penalized && isHeld(shift)
      ? await chargePenalty(shift, context)
      : { hours: null, amount: null, facts: [] };
  const row = await asTenant(context.tx, () =>
    context.tx.change(shifts, shift, {
      state,
      atRisk: false,
      canceledAt: context.now,
      canceledBy: by,
      cancelReason: reason,
      cancelNote: note,
      noticeMinutes,
      penaltyHours: penalty.hours,
      penaltyAmount: penalty.amount,
    }),
  );
  const closed = await supersedeRequestsFor([row.id], context);
  return {
    row,
    facts: [shiftCanceled(row, { by, cause: reason, noticeMinutes }), ...penalty.facts, ...closed],
  };
}
