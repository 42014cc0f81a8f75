import { z } from 'zod';
import { refuse, stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { parseAmount } from '../../../kernel/money.ts';
import { command } from '../../../kernel/operation.ts';
import { Day, reference } from '../../../kernel/shapes.ts';
import { todayAt } from '../../programs/index.ts';
import { placementLife } from '../lifecycle/placement.ts';
import { placementStarted, salaryUnknown } from '../model/placement.ts';
import { placement } from '../nouns/placement.ts';
import { chargeFee, feeOf } from '../placing/charges.ts';
import { guaranteeEnd } from '../placing/timers.ts';
import { permissions } from '../policy.ts';
import { holdOrderOf } from '../store/assignment.ts';
import { placements } from '../tables.ts';
import { Salary } from './convert-assignment.ts';

export const startPlacement = command({
  name: 'startPlacement',
  summary:
    'Say on which day the person whom the client hired began: the vendor’s fee is charged, and its guarantee begins.',
  rest: 'POST /placements/{placementId}/start',
  permission: permissions.place,
  input: z.strictObject({
    placementId: reference('placement'),
    startedOn: Day,
    annualSalary: Salary.optional().meta({
      description: 'As it was agreed in the end; absent, the offer’s.',
    }),
  }),
  output: placement,
  errors: [stepNotAllowed, salaryUnknown],
  async handle({ placementId, startedOn, annualSalary }, context) {
    await holdOrderOf(placements)(placementId, context);
    const held = await context.take(placements, placementId);
    step(placementLife, 'start', held.state, 'started');
    if (startedOn > (await todayAt(held, context)))
      throw refuse('/startedOn', 'in_the_future', 'That day has not come at the facility yet.');
    if (startedOn < held.startsOn)
      throw refuse(
        '/startedOn',
        'before_agreed_start',
        `Nobody begins before ${held.startsOn}, as was agreed.`,
      );
    const salary = annualSalary === undefined ? held.annualSalary : parseAmount(annualSalary);
    const { columns, steps } = await feeOf({ ...held, annualSalary: salary }, startedOn, context);
    const isGuaranteed = (columns.guaranteeDays ?? 0) > 0;
    const row = await context.tx.change(placements, held, {
      ...columns,
      annualSalary: salary,
      startedOn,
      state: step(placementLife, 'start', held.state, isGuaranteed ? 'started' : 'guaranteed'),
    });
    return {
      result: row,
      events: [placementStarted(row, { startedOn }), ...(await chargeFee(row, steps, context))],
      timers: isGuaranteed ? await guaranteeEnd(row, context) : [],
    };
  },
});
