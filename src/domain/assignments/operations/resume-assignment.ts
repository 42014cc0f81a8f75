import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { assignmentResumed } from '../model/assignment.ts';
import { assignment } from '../nouns/assignment.ts';
import { permissions } from '../policy.ts';
import { lockAssignment, moveAssignment } from '../store/assignment.ts';

export const resumeAssignment = command({
  name: 'resumeAssignment',
  summary: 'Let a suspended assignment go on.',
  rest: 'POST /assignments/{assignmentId}/resume',
  permission: permissions.manage,
  input: z.strictObject({ assignmentId: reference('assignment'), reason: text(2000) }),
  output: assignment,
  errors: [stepNotAllowed],
  async handle({ assignmentId, reason }, context) {
    const row = await moveAssignment(await lockAssignment(assignmentId, context), 'resume', context);
    return { result: row, events: [assignmentResumed(row, {}, reason)] };
  },
});
