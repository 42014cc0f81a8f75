import type { Fact } from '../../kernel/event.ts';
import { compare, zeroAmount } from '../../kernel/money.ts';
import type { Context } from '../../kernel/operation.ts';
import { chargeOnce } from '../charges/index.ts';
import { agreementOn, conversionFee, scheduleOf, type TermStep } from '../vendors/index.ts';
import { spansOf } from './model/suspension.ts';
import { contractedHours, weeksOf } from './model/tenure.ts';
import type { AssignmentRow } from './store/assignment.ts';
import { revisionsOf } from './store/revision.ts';

/** A hire of a placed worker: its first day and salary a year, and the hours worked where somebody states them. */
export interface Conversion {
  convertsOn: string;
  annualSalary: string;
  workedHours: number | undefined;
}

/**
 * The fee for hiring the worker of an assignment that ended for it, by the schedule of the agreement of its first day as
 * the client's own. Weeks are whole ones from the first to the last day worked, without the suspended days; hours those
 * stated, else those agreed for these days. Nothing where no agreement, no schedule or no fee is for it.
 */
export async function conversionCharge(
  row: AssignmentRow,
  { convertsOn, annualSalary, workedHours }: Conversion,
  context: Context,
): Promise<Fact[]> {
  const { id, programId, facilityId, unitId, vendorId, workerId, orderId } = row;
  const agreement = await agreementOn(programId, vendorId, convertsOn, context);
  if (!agreement) return [];
  const schedule = await scheduleOf(agreement.id, context);
  if (schedule.length === 0) return [];
  const terms = await revisionsOf(id, context);
  const stay = { from: row.startedOn!, until: row.endedOn!, suspended: spansOf(row.suspendedDays) };
  const inWeeks = schedule[0]!.measure === 'weeks';
  const worked = inWeeks ? weeksOf(stay) : (workedHours ?? contractedHours(terms, stay));
  const how = inWeeks
    ? 'whole weeks without the suspended days'
    : workedHours === undefined
      ? 'whole hours agreed for these days'
      : 'hours as they were stated';
  const told: TermStep = {
    name: 'worked',
    detail: `from ${stay.from} to ${stay.until}: ${how}`,
    result: String(worked),
  };
  const { amount, steps } = conversionFee(schedule, { worked, annualSalary });
  if (compare(amount, zeroAmount) === 0) return [];
  return chargeOnce(
    {
      kind: 'conversion_fee',
      sourceNoun: 'assignment',
      sourceId: id,
      lineKey: 'conversion',
      programId,
      facilityId,
      unitId,
      vendorId,
      workerId,
      orderId,
      assignmentId: id,
      agreementId: agreement.id,
      dueOn: convertsOn,
      currency: terms[0]!.currency,
      hours: null,
      rate: null,
      amount,
      explanation: [told, ...steps],
    },
    context,
  );
}
