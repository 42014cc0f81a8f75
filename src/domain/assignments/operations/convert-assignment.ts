import { z } from 'zod';
import { refuse, stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { Amount, Day, reference, text } from '../../../kernel/shapes.ts';
import { todayAt } from '../../programs/index.ts';
import { conversionCharge } from '../converting.ts';
import { assignmentLife } from '../lifecycle/assignment.ts';
import { assignmentConverted, assignmentEnded, timeAfterEnd } from '../model/assignment.ts';
import { assignment } from '../nouns/assignment.ts';
import { permissions } from '../policy.ts';
import { moveAssignment } from '../store/assignment.ts';
import { assignments } from '../tables.ts';

export const Salary = Amount.refine(
  (value) => /[1-9]/.test(value) && !value.startsWith('-'),
  'A salary is above zero.',
);

export const convertAssignment = command({
  name: 'convertAssignment',
  summary:
    'Say that the client hires the worker itself from a day on: the assignment ends before it, and the agreement’s conversion fee is charged.',
  rest: 'POST /assignments/{assignmentId}/convert',
  permission: permissions.manage,
  input: z.strictObject({
    assignmentId: reference('assignment'),
    convertsOn: Day.meta({
      description: 'The first day as the client’s own; the day before is the last one.',
    }),
    annualSalary: Salary,
    workedHours: z.int().min(0).max(100_000).optional().meta({
      description: 'Where the schedule counts hours: absent, those that were agreed for the days worked.',
    }),
    reason: text(2_000),
  }),
  output: assignment,
  errors: [stepNotAllowed, timeAfterEnd],
  async handle({ assignmentId, convertsOn, annualSalary, workedHours, reason }, context) {
    const seen = await context.take(assignments, assignmentId);
    step(assignmentLife, 'convert', seen.state);
    const endedOn = Temporal.PlainDate.from(convertsOn).subtract({ days: 1 }).toString();
    if (seen.startedOn !== null && endedOn < seen.startedOn)
      throw refuse('/convertsOn', 'before_start', 'The worker had not begun on the day before.');
    if (endedOn > (await todayAt(seen, context)))
      throw refuse('/convertsOn', 'in_the_future', 'The day before has not come at the facility yet.');
    const row = await moveAssignment(seen, 'convert', context, {
      endedOn,
      endKind: 'converted',
      endReason: reason,
      endReasonCode: 'converted',
      endedBy: 'client',
    });
    const charged = await conversionCharge(row, { convertsOn, annualSalary, workedHours }, context);
    return {
      result: row,
      events: [
        assignmentEnded(row, { endedOn, kind: 'converted' }, reason),
        assignmentConverted(row, { convertsOn }, reason),
        ...charged,
      ],
    };
  },
});
