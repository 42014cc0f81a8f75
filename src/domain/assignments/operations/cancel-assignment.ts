import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { assignmentFellOff } from '../model/assignment.ts';
import { assignment } from '../nouns/assignment.ts';
import { permissions } from '../policy.ts';
import { lockAssignment, moveAssignment } from '../store/assignment.ts';

export const cancelAssignment = command({
  name: 'cancelAssignment',
  summary: 'Report a fall-off before the first day: the position opens again.',
  rest: 'POST /assignments/{assignmentId}/cancel',
  permission: permissions.cancel,
  input: z.strictObject({ assignmentId: reference('assignment'), reason: text(2000) }),
  output: assignment,
  errors: [stepNotAllowed],
  async handle({ assignmentId, reason }, context) {
    const row = await moveAssignment(await lockAssignment(assignmentId, context), 'cancel', context);
    return { result: row, events: [assignmentFellOff(row, {}, reason)] };
  },
});
