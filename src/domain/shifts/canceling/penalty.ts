import type { Fact } from '../../../kernel/event.ts';
import { hoursOfHundredths } from '../../../kernel/hours.ts';
import type { Context } from '../../../kernel/operation.ts';
import { asTenant } from '../../../kernel/transaction.ts';
import { localDate } from '../../../kernel/zone.ts';
import { chargeOnce } from '../../charges/index.ts';
import { agreementOn, penaltyFor, windowsOf } from '../../vendors/index.ts';
import type { HeldShift } from '../attending/held.ts';
import { termsByDay } from '../expanding/terms.ts';
import { payableMinutes } from '../minutes.ts';
import { hundredthsOfMinutes } from './period.ts';

/** What the cancellation of a held shift costs: by which agreement, and how it was reckoned; undefined without one. */
async function reckon(shift: HeldShift, context: Context) {
  const agreement = await agreementOn(shift.programId, shift.vendorId, shift.localDate, context);
  if (!agreement) return undefined;
  const terms = (await termsByDay(shift.assignmentId, context))(shift.localDate);
  const ownHours = hoursOfHundredths(hundredthsOfMinutes(payableMinutes(shift)));
  const penalty = penaltyFor(await windowsOf(agreement.id, context), {
    subject: 'shift',
    startsAt: shift.startsAt,
    canceledAt: context.now,
    timeZone: shift.timeZone,
    hoursPerWeek: terms?.hoursPerWeek ?? ownHours,
    billRate: shift.billRate,
  });
  return { agreementId: agreement.id, ...penalty };
}

/** Charges what a cancellation costs by the agreement's windows; `hours` and `amount` are null where it costs nothing. */
export async function chargePenalty(
  shift: HeldShift,
  context: Context,
): Promise<{ hours: string | null; amount: string | null; facts: Fact[] }> {
  const owed = await asTenant(context.tx, () => reckon(shift, context));
  if (!owed?.window) return { hours: null, amount: null, facts: [] };
  const { id, programId, facilityId, unitId, vendorId, workerId, orderId, assignmentId, currency } = shift;
  const facts = await chargeOnce(
    {
      kind: 'penalty',
      sourceNoun: 'shift',
      sourceId: id,
      lineKey: 'cancellation',
      programId,
      facilityId,
      unitId,
      vendorId,
      workerId,
      orderId,
      assignmentId,
      currency,
      agreementId: owed.agreementId,
      dueOn: localDate(context.now, shift.timeZone),
      hours: owed.hours,
      rate: shift.billRate,
      amount: owed.amount,
      explanation: owed.steps,
    },
    context,
  );
  return { hours: owed.hours, amount: owed.amount, facts };
}
