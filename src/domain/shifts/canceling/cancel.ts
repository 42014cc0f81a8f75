import type { Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import { asTenant } from '../../../kernel/transaction.ts';
import { isHeld } from '../attending/held.ts';
import { shiftLife } from '../lifecycle/shift.ts';
import { supersedeRequestsFor } from '../store/request.ts';
import type { ShiftRow } from '../store/shift.ts';
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

type Why = Omit<Cancellation, 'penalized'>;

const changesOf = (shift: ShiftRow, { by, reason, note }: Why, now: string) => ({
  state: step(shiftLife, 'cancel', shift.state),
  atRisk: false,
  canceledAt: now,
  canceledBy: by,
  cancelReason: reason,
  cancelNote: note,
  noticeMinutes: minutesUntil(shift.startsAt, now),
});

const factOf = (row: ShiftRow): Fact =>
  shiftCanceled(row, { by: row.canceledBy!, cause: row.cancelReason!, noticeMinutes: row.noticeMinutes! });

/** Cancels a shift that is held, open or scheduled, with what its notice costs. */
export async function cancelOne(
  shift: ShiftRow,
  { penalized, ...why }: Cancellation,
  context: Context,
): Promise<{ row: ShiftRow; facts: [Fact, ...Fact[]] }> {
  const changes = changesOf(shift, why, context.now);
  const penalty =
    penalized && isHeld(shift)
      ? await chargePenalty(shift, context)
      : { hours: null, amount: null, facts: [] };
  const owed = { penaltyHours: penalty.hours, penaltyAmount: penalty.amount };
  const row = await asTenant(context.tx, () => context.tx.change(shifts, shift, { ...changes, ...owed }));
  const closed = await supersedeRequestsFor([row.id], context);
  return { row, facts: [factOf(row), ...penalty.facts, ...closed] };
}

/** Cancels open shifts, all in one statement; nobody holds them, so that nothing is owed. */
export async function cancelOpen(open: readonly ShiftRow[], why: Why, context: Context): Promise<Fact[]> {
  if (open.length === 0) return [];
  const rows = await asTenant(context.tx, () =>
    context.tx.changeAll(
      shifts,
      open.map((row) => ({ row, changes: changesOf(row, why, context.now) })),
    ),
  );
  const closed = await supersedeRequestsFor(
    rows.map(({ id }) => id),
    context,
  );
  return [...rows.map(factOf), ...closed];
}
