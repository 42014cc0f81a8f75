import type { Problem } from '../../../kernel/errors.ts';
import type { Context } from '../../../kernel/operation.ts';
import { asTenant } from '../../../kernel/transaction.ts';
import { assertEligible } from '../../eligibility/index.ts';
import type { OrderRow } from '../../orders/index.ts';
import { mayRepresent, representationNotCurrent } from '../../submissions/index.ts';
import { supplyRefusals } from '../../vendors/index.ts';
import { orderTakesNoShifts, overtimeNotAllowed, restTooShort, workerNotAvailable } from '../model/shift.ts';
import type { Claimant } from '../store/claimant.ts';
import { engagementsOf, holdOrder, isShownTo, settingsOf, type ShiftRow } from '../store/shift.ts';
import { workweekOf } from '../store/workweek.ts';
import { scheduleOf, type Schedule } from './schedule.ts';

/** Whether an order has shifts to give. */
export const takesShifts = ({ type, state }: Pick<OrderRow, 'type' | 'state'>): boolean =>
  type === 'per_diem' && (state === 'open' || state === 'partially_filled');

/** The order as to what a worker must have for it. */
const placeOf = ({
  programId,
  facilityId,
  unitId,
  profession,
  specialty,
  extraCredentialTypeIds,
}: OrderRow) => ({
  programId,
  facilityId,
  unitId,
  profession,
  specialty,
  extraCredentialTypeIds,
});

/** Judges as the supplying side where that asks, by what it may know; for all others as the tenant, which knows all. */
export const asJudge = <T>(context: Context, run: () => Promise<T>): Promise<T> =>
  context.actor.side === 'vendor' || context.actor.side === 'worker' ? run() : asTenant(context.tx, run);

/** The refusals of a vendor that does not supply a program's facilities, in their order, by all that the tenant knows. */
export const supplyProblems = (
  programId: string,
  vendorId: string,
  facilityIds: readonly string[],
  context: Context,
): Promise<(Problem | undefined)[]> =>
  asTenant(context.tx, () => supplyRefusals(programId, vendorId, facilityIds, context));

/** The refusal of a vendor that does not supply the place of a shift. */
export async function supplyProblem(
  { programId, facilityId }: Pick<ShiftRow, 'programId' | 'facilityId'>,
  vendorId: string,
  context: Context,
): Promise<Problem | undefined> {
  const [problem] = await supplyProblems(programId, vendorId, [facilityId], context);
  return problem;
}

/** The refusal of a shift for what else its worker does, if there is one. */
export function scheduleProblem(
  { isAvailable, tooClose, overtimeMinutes }: Schedule,
  overtime: 'warn' | 'block',
): Problem | undefined {
  if (!isAvailable) return workerNotAvailable();
  if (tooClose.length > 0) return restTooShort({ facts: { neighbors: tooClose } });
  if (overtime === 'block' && overtimeMinutes > 0) return overtimeNotAllowed({ facts: { overtimeMinutes } });
  return undefined;
}

/** Who is to have which shift; shifts that the worker gives up for it are left out of what else it does. */
export interface BookingQuestion {
  shift: ShiftRow;
  vendorId: string;
  workerId: string;
  ignoreShiftIds?: readonly string[];
}

/** Refuses a worker who may not have the shift: eligibility, the supplying vendor, rest, overlap, overtime; answers how it fits. */
export async function checkBooking(
  { shift, vendorId, workerId, ignoreShiftIds = [] }: BookingQuestion,
  context: Context,
): Promise<Schedule> {
  const order = await holdOrder(shift.orderId, context);
  const { programId } = shift;
  const refusal = await supplyProblem(shift, vendorId, context);
  if (refusal) throw refusal;
  await asJudge(context, () =>
    assertEligible(
      {
        gate: 'shift',
        workerId,
        vendorId,
        place: placeOf(order),
        day: shift.localDate,
        until: shift.localDate,
      },
      context,
    ),
  );
  const settings = (await settingsOf([programId], context)).get(programId)!;
  const engaged = await engagementsOf([workerId], shift.startsAt, shift.endsAt, context);
  const others = (engaged.get(workerId) ?? []).filter(
    ({ id }) => id !== shift.id && !ignoreShiftIds.includes(id),
  );
  const schedule = scheduleOf(
    shift,
    others,
    settings,
    await workweekOf({ ...shift, vendorId, workerId }, context),
  );
  const problem = scheduleProblem(schedule, settings.shiftOvertime);
  if (problem) throw problem;
  return schedule;
}

/** The same for somebody who claims an open shift: the order must give it, and the vendor may speak for the worker. */
export async function checkClaim(
  shift: ShiftRow,
  claimant: Claimant,
  context: Context,
): Promise<{ order: OrderRow; schedule: Schedule }> {
  const order = await holdOrder(shift.orderId, context);
  if (!takesShifts(order) || Temporal.Instant.compare(shift.startsAt, context.now) <= 0)
    throw orderTakesNoShifts();
  if (!mayRepresent(claimant, context.now)) throw representationNotCurrent();
  if (!(await isShownTo(shift, claimant, context))) throw workerNotAvailable();
  return { order, schedule: await checkBooking({ shift, ...claimant }, context) };
}
