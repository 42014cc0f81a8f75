import type { Fact } from '../../kernel/event.ts';
import type { Context } from '../../kernel/operation.ts';
import { boundaryAt, epochDay, instantAt } from '../../kernel/zone.ts';
import { chargeOnce } from '../charges/index.ts';
import { facilities, todayAt } from '../programs/index.ts';
import { agreementOn, penaltyFor, windowsOf } from '../vendors/index.ts';
import type { AssignmentRow } from './store/assignment.ts';
import { revisionsOf } from './store/revision.ts';

/**
 * What the client owes for a placement that it, or its order's end, canceled before the first day: by the agreement of
 * today, the notice to midnight of the agreed first day at the facility, and the terms agreed for it. Nothing where no
 * window is agreed or the notice was long enough. Called as the tenant's own hand.
 */
export async function penaltyOf(
  row: AssignmentRow,
  subject: 'order' | 'assignment',
  context: Context,
): Promise<Fact[]> {
  const { id, programId, facilityId, unitId, vendorId, workerId, orderId, startsOn } = row;
  const today = await todayAt(row, context);
  const agreement = await agreementOn(programId, vendorId, today, context);
  if (!agreement) return [];
  const { timeZone } = (await context.tx.find(facilities, facilityId))!;
  const { billRate, hoursPerWeek, currency } = (await revisionsOf(id, context))[0]!;
  const { window, hours, amount, steps } = penaltyFor(await windowsOf(agreement.id, context), {
    subject,
    startsAt: instantAt(boundaryAt(epochDay(startsOn), '00:00', timeZone)),
    canceledAt: context.now,
    timeZone,
    hoursPerWeek,
    billRate,
  });
  if (!window) return [];
  return chargeOnce(
    {
      kind: 'penalty',
      sourceNoun: 'assignment',
      sourceId: id,
      lineKey: `${subject}_canceled`,
      programId,
      facilityId,
      unitId,
      vendorId,
      workerId,
      orderId,
      assignmentId: id,
      agreementId: agreement.id,
      dueOn: today,
      currency,
      hours,
      rate: billRate,
      amount,
      explanation: steps,
    },
    context,
  );
}
