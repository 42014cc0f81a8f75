import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { workerDidNotShow } from '../model/assignment.ts';
import { assignment } from '../nouns/assignment.ts';
import { permissions } from '../policy.ts';
import { lockAssignment, moveAssignment } from '../store/assignment.ts';

export const reportNoShow = command({
  name: 'reportNoShow',
  summary: 'Report that the worker did not come on the first day: the position opens again.',
  rest: 'POST /assignments/{assignmentId}/report-no-show',
  permission: permissions.start,
  input: z.strictObject({ assignmentId: reference('assignment'), reason: text(2000) }),
  output: assignment,
  errors: [stepNotAllowed],
  async handle({ assignmentId, reason }, context) {
    const row = await moveAssignment(await lockAssignment(assignmentId, context), 'reportNoShow', context);
    return { result: row, events: [workerDidNotShow(row, {}, reason)] };
  },
});
