import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { assertEligible, workerNotEligible } from '../../eligibility/index.ts';
import { todayAt } from '../../programs/index.ts';
import { assignmentLife } from '../lifecycle/assignment.ts';
import { assignmentResumed, assignmentSuspended } from '../model/assignment.ts';
import { resumedFrom, suspendedFrom } from '../model/suspension.ts';
import { assignment } from '../nouns/assignment.ts';
import { permissions } from '../policy.ts';
import { moveAssignment } from '../store/assignment.ts';
import { practiceOf } from '../store/live.ts';
import { assignments } from '../tables.ts';

const input = z.strictObject({ assignmentId: reference('assignment'), reason: text(2_000) });

const suspendAssignment = command({
  name: 'suspendAssignment',
  summary: 'Suspend a running assignment from tomorrow on: time is kept for the days before.',
  rest: 'POST /assignments/{assignmentId}/suspend',
  permission: permissions.manage,
  input,
  output: assignment,
  errors: [stepNotAllowed],
  async handle({ assignmentId, reason }, context) {
    const seen = await context.take(assignments, assignmentId);
    step(assignmentLife, 'suspend', seen.state);
    const tomorrow = Temporal.PlainDate.from(await todayAt(seen, context))
      .add({ days: 1 })
      .toString();
    const row = await moveAssignment(seen, 'suspend', context, {
      suspendedDays: suspendedFrom(seen.suspendedDays, tomorrow),
      suspendedFor: 'decision',
      eligibleAgainOn: null,
    });
    return { result: row, events: [assignmentSuspended(row, {}, reason)] };
  },
});

const resumeAssignment = command({
  name: 'resumeAssignment',
  summary: 'Let a suspended assignment go on from today, where the worker has what the place demands.',
  rest: 'POST /assignments/{assignmentId}/resume',
  permission: permissions.manage,
  input,
  output: assignment,
  errors: [stepNotAllowed, workerNotEligible],
  async handle({ assignmentId, reason }, context) {
    const seen = await context.take(assignments, assignmentId);
    step(assignmentLife, 'resume', seen.state);
    const today = await todayAt(seen, context);
    const { workerId, vendorId, endsOn: until } = seen;
    const place = { ...seen, ...(await practiceOf(seen, context)) };
    await assertEligible({ gate: 'start', workerId, vendorId, place, day: today, until }, context);
    const row = await moveAssignment(seen, 'resume', context, {
      suspendedDays: resumedFrom(seen.suspendedDays, today),
      suspendedFor: null,
      eligibleAgainOn: null,
    });
    return { result: row, events: [assignmentResumed(row, {}, reason)] };
  },
});

/** The verbs by which somebody lets an assignment stand still and go on. */
export const suspensionSteps = [suspendAssignment, resumeAssignment];
