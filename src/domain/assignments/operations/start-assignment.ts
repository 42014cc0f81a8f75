import { z } from 'zod';
import { refuse, stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { Day, reference } from '../../../kernel/shapes.ts';
import { assertEligible, workerNotEligible } from '../../eligibility/index.ts';
import { todayAt } from '../../programs/index.ts';
import { assignmentLife } from '../lifecycle/assignment.ts';
import { assignmentStarted, onboardingIncomplete } from '../model/assignment.ts';
import { assignment } from '../nouns/assignment.ts';
import { permissions } from '../policy.ts';
import { agreedFrom, moveAssignment } from '../store/assignment.ts';
import { practiceOf } from '../store/live.ts';
import { openRequired } from '../store/onboarding.ts';
import { assignments } from '../tables.ts';

export const startAssignment = command({
  name: 'startAssignment',
  summary: 'Say on which day the worker began: the agreed one, or later.',
  rest: 'POST /assignments/{assignmentId}/start',
  permission: permissions.start,
  input: z.strictObject({ assignmentId: reference('assignment'), startedOn: Day }),
  output: assignment,
  errors: [stepNotAllowed, workerNotEligible, onboardingIncomplete],
  async handle({ assignmentId, startedOn }, context) {
    const seen = await context.take(assignments, assignmentId);
    step(assignmentLife, 'start', seen.state);
    if (startedOn > (await todayAt(seen, context)))
      throw refuse('/startedOn', 'in_the_future', 'That day has not come at the facility yet.');
    const agreed = await agreedFrom(seen, context);
    if (startedOn < agreed)
      throw refuse('/startedOn', 'before_agreed_start', `Nobody begins before ${agreed}, as was agreed.`);
    if (startedOn > seen.endsOn)
      throw refuse('/startedOn', 'after_end', 'The assignment was to have ended before that day.');
    const items = await openRequired(assignmentId, context);
    if (items.length > 0) throw onboardingIncomplete({ facts: { items } });
    const place = { ...seen, ...(await practiceOf(seen, context)) };
    const { workerId, vendorId, endsOn: until } = seen;
    await assertEligible({ gate: 'start', workerId, vendorId, place, day: startedOn, until }, context);
    const row = await moveAssignment(seen, 'start', context, { startedOn });
    return { result: row, events: [assignmentStarted(row, { startedOn })] };
  },
});
