import type { Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import { shifts } from '../tables.ts';
import { shiftBoostLife } from './lifecycle.ts';
import { boostEnded } from './model.ts';
import type { ShiftBoostRow } from './store.ts';
import { shiftBoosts } from './tables.ts';

/** Ends a boost, if there is one; the shift's rate is left to the caller. */
export async function endBoost(boost: ShiftBoostRow | undefined, { tx }: Context): Promise<Fact[]> {
  if (!boost) return [];
  const ended = await tx.change(shiftBoosts, boost, { state: step(shiftBoostLife, 'end', boost.state) });
  return [boostEnded(ended, { shiftId: boost.shiftId })];
}

/** A shift that is open still has its base rate again; one that was taken keeps what was agreed. */
export async function backToBase(shift: Row<typeof shifts>, { tx }: Context): Promise<void> {
  if (shift.state === 'open') await tx.change(shifts, shift, { billRate: shift.baseRate });
}
