import { z } from 'zod';
import { spanOf } from '../../../kernel/day-range.ts';
import { timer } from '../../../kernel/operation.ts';
import { todayAt } from '../../programs/index.ts';
import { assignmentMoved } from '../model/assignment.ts';
import { revisionsOf } from '../store/revision.ts';
import { assignments } from '../tables.ts';

/** On the first day of terms of another unit the assignment is of that unit, where those terms still hold then. */
export const moveUnit = timer({
  name: 'moveAssignmentUnit',
  data: z.strictObject({}),
  async handle({ subjectId }, context) {
    const row = await context.tx.find(assignments, subjectId, { lock: true });
    if (!row || !['pending', 'active', 'suspended'].includes(row.state)) return {};
    const today = await todayAt(row, context);
    const terms = (await revisionsOf(subjectId, context)).findLast(
      ({ effective }) => spanOf(effective).from <= today,
    );
    if (!terms || terms.unitId === row.unitId) return {};
    const moved = await context.tx.change(assignments, row, { unitId: terms.unitId });
    return { events: [assignmentMoved(moved, { fromUnitId: row.unitId })] };
  },
});
