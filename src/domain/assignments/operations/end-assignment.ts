import { z } from 'zod';
import { refuse, stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { Day, reference, text } from '../../../kernel/shapes.ts';
import { todayAt } from '../../programs/index.ts';
import { assignmentLife } from '../lifecycle/assignment.ts';
import {
  assignmentEnded,
  EndingSide,
  EndKind,
  endKindOn,
  EndReasonCode,
  timeAfterEnd,
} from '../model/assignment.ts';
import { assignment } from '../nouns/assignment.ts';
import { permissions } from '../policy.ts';
import { moveAssignment } from '../store/assignment.ts';
import { assignments } from '../tables.ts';

export const endAssignment = command({
  name: 'endAssignment',
  summary: 'Say on which day the worker’s assignment ended, completed or early.',
  rest: 'POST /assignments/{assignmentId}/end',
  permission: permissions.manage,
  input: z.strictObject({
    assignmentId: reference('assignment'),
    endedOn: Day.meta({ description: 'The last day.' }),
    kind: EndKind,
    reasonCode: EndReasonCode.optional().meta({
      description: 'Absent: completed, or other where it ends early.',
    }),
    endedBy: EndingSide.optional().meta({ description: 'Whose decision it was.' }),
    reason: text(2000).optional().meta({ description: 'Required where it ends early.' }),
  }),
  output: assignment,
  errors: [stepNotAllowed, timeAfterEnd],
  async handle({ assignmentId, endedOn, kind, reason, reasonCode, endedBy }, context) {
    const seen = await context.take(assignments, assignmentId);
    step(assignmentLife, 'end', seen.state);
    if (seen.startedOn !== null && endedOn < seen.startedOn)
      throw refuse('/endedOn', 'before_start', 'The worker had not begun on that day.');
    if (endedOn > (await todayAt(seen, context)))
      throw refuse('/endedOn', 'in_the_future', 'That day has not come at the facility yet.');
    if (kind !== endKindOn(endedOn, seen))
      throw refuse('/kind', 'contradicts_days', `The agreed last day is ${seen.endsOn}.`);
    if (kind === 'early' && reason === undefined)
      throw refuse('/reason', 'required', 'An early end has a reason.');
    if (reasonCode !== undefined && (reasonCode === 'completed') !== (kind === 'completed'))
      throw refuse('/reasonCode', 'contradicts_kind', `It ends ${kind}.`);
    if (reasonCode === 'converted')
      throw refuse('/reasonCode', 'another_verb', 'A worker whom the client hires is converted.');
    const changes = {
      endedOn,
      endKind: kind,
      endReason: reason ?? null,
      endReasonCode: reasonCode ?? (kind === 'early' ? 'other' : 'completed'),
      endedBy: endedBy ?? null,
    } as const;
    const row = await moveAssignment(seen, 'end', context, changes);
    return { result: row, events: [assignmentEnded(row, { endedOn, kind }, reason)] };
  },
});
