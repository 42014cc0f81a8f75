import { z } from 'zod';
import { refuse, stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { Day, Percent, reference } from '../../../kernel/shapes.ts';
import { assignmentLife } from '../lifecycle/assignment.ts';
import {
  allocationNotWhole,
  allocationSet,
  areWhole,
  costCenterOfAnotherProgram,
} from '../model/allocation.ts';
import { dayAfter } from '../model/terms.ts';
import { allocation } from '../nouns/allocation.ts';
import { permissions } from '../policy.ts';
import { replaceAllocation, sameAllocation } from '../store/allocation.ts';
import { lockAssignment } from '../store/assignment.ts';

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
    if (effectiveTo !== undefined && effectiveTo < effectiveFrom)
      throw refuse('/effectiveTo', 'before_start', 'The end is before the start.');
    if (!areWhole(shares)) throw allocationNotWhole();
    const seen = await lockAssignment(assignmentId, context);
    step(assignmentLife, 'setAllocation', seen.state, seen.state);
    const span = { from: effectiveFrom, until: effectiveTo === undefined ? null : dayAfter(effectiveTo) };
    const same = await sameAllocation(assignmentId, span, shares, context);
    if (same) return { result: same, unchanged: true };
    const row = await replaceAllocation(seen, span, shares, context);
    return { result: row, events: [allocationSet(row, { assignmentId, effectiveFrom })] };
  },
});
