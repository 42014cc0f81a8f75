import { z } from 'zod';
import { daysBetween } from '../../../kernel/day-range.ts';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { Day, Percent, reference } from '../../../kernel/shapes.ts';
import { assignmentLife } from '../lifecycle/assignment.ts';
import {
  allocationNotWhole,
  allocationSet,
  costCenterOfAnotherProgram,
  nameWhole,
} from '../model/allocation.ts';
import { allocation } from '../nouns/allocation.ts';
import { permissions } from '../policy.ts';
import { replaceAllocation, sameAllocation } from '../store/allocation.ts';
import { assignments } from '../tables.ts';

export const setAllocation = command({
  name: 'setAllocation',
  summary:
    'Split the cost of an assignment among cost centers from a day on, in place of what was said of those days.',
  rest: 'POST /assignments/{assignmentId}/allocations',
  permission: permissions.allocate,
  input: z.strictObject({
    assignmentId: reference('assignment'),
    effectiveFrom: Day,
    effectiveTo: Day.optional().meta({ description: 'The last day; absent, it holds until changed.' }),
    shares: z
      .array(
        z.strictObject({ costCenterId: reference('costCenter'), percent: Percent }).meta({ id: 'NewShare' }),
      )
      .min(1)
      .max(100),
  }),
  output: allocation,
  errors: [stepNotAllowed, allocationNotWhole, costCenterOfAnotherProgram],
  async handle({ assignmentId, effectiveFrom, effectiveTo, shares }, context) {
    const span = daysBetween(effectiveFrom, effectiveTo);
    if (!nameWhole(shares)) throw allocationNotWhole();
    const seen = await context.take(assignments, assignmentId);
    step(assignmentLife, 'setAllocation', seen.state, seen.state);
    const same = await sameAllocation(assignmentId, span, shares, context);
    if (same) return { result: same, unchanged: true };
    const row = await replaceAllocation(seen, span, shares, context);
    return { result: row, events: [allocationSet(row, { assignmentId, effectiveFrom })] };
  },
});
