import type { Fact } from '../../../kernel/event.ts';
import { hoursOfHundredths } from '../../../kernel/hours.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import { asTenant } from '../../../kernel/transaction.ts';
import { parseAmount, zeroAmount } from '../../../kernel/money.ts';
import { chargeOnce, takeBackCharge } from '../../charges/index.ts';
import { guaranteedShortfall } from '../../vendors/index.ts';
import type { ShiftRow } from '../store/shift.ts';
import { callOffPeriodLife } from './lifecycle.ts';
import { callOffPeriodSettled } from './model.ts';
import { payableMinutes } from '../minutes.ts';
import { hundredthsOfMinutes, weekIn } from './period.ts';
import { shiftsIn, type CallOffPeriodRow } from './store.ts';
import { callOffPeriods } from './tables.ts';

type Terms = Pick<CallOffPeriodRow, 'hoursPerWeek' | 'freeCallOffs' | 'periodWeeks' | 'startsOn' | 'endsOn'>;

/**
 * What a period's calls off cost, by the minutes worked in each of its weeks and the shifts called off in them, in the
 * order in which they would have begun; at the rate of the last of them.
 */
export function reckonPeriod(
  terms: Terms,
  workedMinutes: readonly number[],
  calledOff: readonly Pick<ShiftRow, 'startsAt' | 'endsAt' | 'mealMinutes' | 'localDate' | 'billRate'>[],
) {
  const weeks = Array.from({ length: terms.periodWeeks }, (_, week) => ({
    worked: hoursOfHundredths(hundredthsOfMinutes(workedMinutes[week] ?? 0)),
    callOffs: calledOff
      .filter(({ localDate }) => weekIn(terms, localDate) === week)
      .map((one) => hoursOfHundredths(hundredthsOfMinutes(payableMinutes(one)))),
  }));
  const rate = calledOff.at(-1)?.billRate ?? '0';
  return { rate, ...guaranteedShortfall(terms, weeks, rate) };
}

const lineKey = ({ startsOn }: CallOffPeriodRow, settlement: number) => `${startsOn}/${settlement}`;

/**
 * Charges what a period's calls off cost by the minutes that were worked in each of its weeks. Reckoned anew, the charge
 * before is waived where it says something else, and another takes its place.
 */
export async function settlePeriod(
  period: CallOffPeriodRow,
  workedMinutes: readonly number[],
  context: Context,
): Promise<Fact[]> {
  const { tx, now } = context;
  return asTenant(tx, async () => {
    const all = await shiftsIn(period.assignmentId, period, context);
    const calledOff = all.filter((shift) => shift.calledOff);
    const { rate, hours, amount, steps } = reckonPeriod(period, workedMinutes, calledOff);
    const same = period.state === 'settled' && parseAmount(period.chargedAmount ?? '0') === amount;
    if (same) return [];
    const state = step(callOffPeriodLife, 'settle', period.state);
    const settlements = period.settlements + 1;
    const figures = { chargedHours: hours, chargedAmount: amount, settledAt: now, settlements };
    const settled = await tx.change(callOffPeriods, period, { ...figures, state });
    const facts: Fact[] = [callOffPeriodSettled(settled, { assignmentId: period.assignmentId })];
    const source = { kind: 'guarantee' as const, sourceId: period.id };
    const before = { ...source, lineKey: lineKey(period, period.settlements) };
    facts.push(...(await takeBackCharge(before, 'The hours of the period were reckoned anew.', context)));
    if (amount === zeroAmount) return facts;
    const last = calledOff.at(-1)!;
    const { programId, facilityId, unitId, vendorId, workerId, assignmentId, agreementId } = period;
    const owed = {
      ...source,
      sourceNoun: 'callOffPeriod',
      lineKey: lineKey(period, settlements),
      programId,
      facilityId,
      unitId,
      vendorId,
      workerId,
      assignmentId,
      agreementId,
      orderId: last.orderId,
      currency: last.currency,
      dueOn: period.endsOn,
      hours,
      rate,
      amount,
      explanation: steps,
    };
    return [...facts, ...(await chargeOnce(owed, context))];
  });
}
