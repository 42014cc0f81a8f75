import { z } from 'zod';
import { refuse, stepNotAllowed } from '../../../../kernel/errors.ts';
import { step } from '../../../../kernel/lifecycle.ts';
import { command, type Context } from '../../../../kernel/operation.ts';
import { Id, isId, missingMessage, reference, text } from '../../../../kernel/shapes.ts';
import { asTenant } from '../../../../kernel/transaction.ts';
import { isBefore, isHeld, type HeldShift } from '../../attending/held.ts';
import { attendingPermissions } from '../../attending/policy.ts';
import { shiftLife } from '../../lifecycle/shift.ts';
import { shiftHasBegun } from '../../canceling/model.ts';
import { claimantOf } from '../../store/claimant.ts';
import { shifts } from '../../tables.ts';
import { shiftSwapLife } from '../lifecycle.ts';
import { swapExists, swapNotPossible, swapProposed, swapTold } from '../model.ts';
import { shiftSwap } from '../nouns.ts';
import { presentedBy } from '../store.ts';
import { isSwappable } from '../swappable.ts';
import { shiftSwaps } from '../tables.ts';
import { expireShiftSwap } from '../timers.ts';

const missing = (pointer: string) => refuse(pointer, 'missing', missingMessage);

/** The other's shift, which who proposes may not see: one of the same vendor and program, or it is not there. */
async function otherShift(id: string, own: HeldShift, context: Context): Promise<HeldShift> {
  const found = isId(id) ? await asTenant(context.tx, () => context.tx.find(shifts, id)) : undefined;
  const ours = found && isHeld(found) && found.vendorId === own.vendorId && found.programId === own.programId;
  if (!ours || found.workerId === own.workerId || found.state !== 'scheduled') throw missing('/otherShiftId');
  return found;
}

export const proposeShiftSwap = command({
  name: 'proposeShiftSwap',
  summary:
    'Offer a scheduled shift to another worker of the same vendor, for a shift of that one or for none; the other accepts, then the client approves.',
  rest: 'POST /shift-swaps',
  permission: attendingPermissions.proposeSwap,
  input: z.strictObject({
    shiftId: reference('shift'),
    otherShiftId: Id.optional().meta({
      description: 'The other’s shift that is taken for it; this or the worker.',
    }),
    otherWorkerId: Id.optional().meta({ description: 'Who takes it for none, as a worker names it.' }),
    otherRepresentationId: reference('representation').optional().meta({
      noun: 'representation',
      description: 'Who takes it for none, as a vendor names it.',
    }),
    reason: text(500),
  }),
  output: shiftSwap,
  errors: [stepNotAllowed, swapExists, swapNotPossible, shiftHasBegun],
  async handle({ shiftId, otherShiftId, otherWorkerId, otherRepresentationId, reason }, context) {
    const named = [otherShiftId, otherWorkerId, otherRepresentationId];
    if (named.filter((one) => one !== undefined).length !== 1)
      throw refuse('/otherShiftId', 'invalid_value', 'Name the other shift, or the worker: one of them.');
    const held = (await context.take(shifts, shiftId, { version: false })) as HeldShift;
    step(shiftLife, 'swap', held.state);
    const other = otherShiftId === undefined ? null : await otherShift(otherShiftId, held, context);
    const spoken = otherRepresentationId && (await claimantOf(otherRepresentationId, context));
    const takerId = other?.workerId ?? (spoken ? spoken.workerId : otherWorkerId!);
    const presented =
      isId(takerId) &&
      takerId !== held.workerId &&
      (await asTenant(context.tx, () => presentedBy(held.vendorId, takerId, context)));
    if (!presented)
      throw missing(other ? '/otherShiftId' : spoken ? '/otherRepresentationId' : '/otherWorkerId');
    const expiresAt = other && isBefore(other.startsAt, held.startsAt) ? other.startsAt : held.startsAt;
    if (!isBefore(context.now, expiresAt)) throw shiftHasBegun();
    if (!(await isSwappable(held, other, context))) throw swapNotPossible();
    const { programId, facilityId, unitId, vendorId, workerId, startsAt, endsAt } = held;
    const [row] = await context.tx.insert(shiftSwaps, [
      {
        shiftId: held.id,
        programId,
        facilityId,
        unitId,
        vendorId,
        workerId,
        startsAt,
        endsAt,
        reason,
        otherShiftId: other?.id ?? null,
        otherWorkerId: takerId,
        otherStartsAt: other?.startsAt ?? null,
        otherEndsAt: other?.endsAt ?? null,
        proposedBySide: context.actor.side === 'worker' ? 'worker' : 'vendor',
        expiresAt,
        state: shiftSwapLife.initial,
      },
    ]);
    const about = { shiftId: held.id };
    const told = swapTold({ ...row!, workerId: takerId }, { ...about, state: row!.state });
    return {
      result: row!,
      events: [swapProposed(row!, about), told],
      timers: [expireShiftSwap(expiresAt, row!.id, {})],
    };
  },
});
