import { compare, parseRate } from '../../../kernel/money.ts';
import type { Context } from '../../../kernel/operation.ts';
import { asTenant } from '../../../kernel/transaction.ts';
import { boostOf } from '../boosting/store.ts';
import { shifts } from '../tables.ts';
import type { ShiftRow } from '../store/shift.ts';

/** Makes a held shift nobody's: open again at its own rate, with the boost that is in force. */
export const makeOpen = (shift: ShiftRow, state: ShiftRow['state'], context: Context): Promise<ShiftRow> =>
  asTenant(context.tx, async () => {
    const boost = await boostOf(shift.id, context);
    return context.tx.change(shifts, shift, {
      state,
      vendorId: null,
      workerId: null,
      representationId: null,
      assignmentId: null,
      payRate: shift.basePayRate,
      // A quote may have kept a base rate that is above what the boost comes to now.
      billRate:
        boost && compare(parseRate(boost.rateAfter), parseRate(shift.baseRate)) > 0
          ? boost.rateAfter
          : shift.baseRate,
      atRisk: false,
      postedAt: shift.postedAt ?? context.now,
      overdueAt: null,
    });
  });
