import { z } from 'zod';
import { notFound } from '../../../../kernel/errors.ts';
import { parseAmount, subtract } from '../../../../kernel/money.ts';
import { query } from '../../../../kernel/operation.ts';
import { Amount, Day, Hours, Id, reference } from '../../../../kernel/shapes.ts';
import { asTenant } from '../../../../kernel/transaction.ts';
import { TermStep } from '../../../vendors/index.ts';
import { attendingPermissions } from '../../attending/policy.ts';
import { shifts } from '../../tables.ts';
import { takenStates } from '../../words.ts';
import { guaranteeFor } from '../guarantee.ts';
import { noHoursGuaranteed } from '../model.ts';
import { payableMinutes } from '../../minutes.ts';
import { weekIn } from '../period.ts';
import { reckonPeriod } from '../settle.ts';
import { agreementNow, shiftsIn } from '../store.ts';

export const callOffExposure = query({
  name: 'callOffExposure',
  summary:
    'What calling off a scheduled shift would cost if the other shifts of its period are worked as planned: the charge itself waits for the hours.',
  rest: 'GET /shifts/{shiftId}/call-off-exposure',
  permission: attendingPermissions.readCallOffs,
  input: z.strictObject({ shiftId: reference('shift') }),
  output: z
    .strictObject({
      shiftId: Id,
      agreementId: Id,
      periodStartsOn: Day,
      periodEndsOn: Day,
      freeCallOffs: z.int(),
      callOffs: z.int().meta({ description: 'Shifts called off in the period so far.' }),
      isFree: z.boolean(),
      hours: Hours.meta({ description: 'Hours of the period that would be charged, this shift called off.' }),
      amount: Amount.meta({ description: 'What calling this shift off adds.' }),
      periodAmount: Amount.meta({ description: 'What the period would cost in all.' }),
      currency: z.string(),
      steps: z.array(TermStep),
    })
    .meta({ id: 'CallOffExposure' }),
  errors: [noHoursGuaranteed],
  async handle({ shiftId }, context) {
    const held = await context.tx.find(shifts, shiftId);
    if (!held) throw notFound();
    const guaranteed = await guaranteeFor(held, context, agreementNow);
    if (!guaranteed || held.state !== 'scheduled') throw noHoursGuaranteed();
    const { agreementId, freeCallOffs, period, shift } = guaranteed;
    const all = await asTenant(context.tx, () => shiftsIn(shift.assignmentId, period, context));
    const worked: number[] = Array.from({ length: guaranteed.periodWeeks }, () => 0);
    for (const one of all)
      if (one.id !== held.id && (takenStates as readonly string[]).includes(one.state))
        worked[weekIn(period, one.localDate)]! += payableMinutes(one);
    const before = all.filter(({ calledOff }) => calledOff);
    const after = all.filter(({ calledOff, id }) => calledOff || id === held.id);
    const terms = { ...guaranteed, ...period };
    const now = reckonPeriod(terms, worked, before);
    const then = reckonPeriod(terms, worked, after);
    return {
      shiftId: held.id,
      agreementId,
      periodStartsOn: period.startsOn,
      periodEndsOn: period.endsOn,
      freeCallOffs,
      callOffs: before.length,
      isFree: before.length < freeCallOffs,
      hours: then.hours,
      amount: subtract(then.amount, parseAmount(now.amount)),
      periodAmount: then.amount,
      currency: held.currency,
      steps: then.steps,
    };
  },
});
