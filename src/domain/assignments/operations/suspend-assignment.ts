import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { assignmentSuspended } from '../model/assignment.ts';
import { assignment } from '../nouns/assignment.ts';
import { permissions } from '../policy.ts';
import { lockAssignment, moveAssignment } from '../store/assignment.ts';

export const suspendAssignment = command({
  name: 'suspendAssignment',
  summary: 'Suspend a running assignment.',
  rest: 'POST /assignments/{assignmentId}/suspend',
  permission: permissions.manage,
  input: z.strictObject({ assignmentId: reference('assignment'), reason: text(2000) }),
  output: assignment,
  errors: [stepNotAllowed],
  async handle({ assignmentId, reason }, context) {
    const row = await moveAssignment(await lockAssignment(assignmentId, context), 'suspend', context);
    return { result: row, events: [assignmentSuspended(row, {}, reason)] };
  },
});
