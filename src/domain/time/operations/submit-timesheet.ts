import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { timesheetSubmitted } from '../events.ts';
import { timesheetLife } from '../lifecycle.ts';
import {
  followingWeekDisputed,
  noRateInForce,
  timeOutsideAssignment,
  timeOverlaps,
  timesheetIsEmpty,
} from '../model.ts';
import { timesheet } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { carriedInto } from '../rating.ts';
import { assertWithinAssignment } from '../stating.ts';
import { entriesOf, lockedWeeks } from '../store.ts';
import { timesheets } from '../tables.ts';

export const submitTimesheet = command({
  name: 'submitTimesheet',
  summary:
    'Hand a week of hours to the client; it is split and priced by the pay policy and the rates in force.',
  rest: 'POST /timesheets/{timesheetId}/submit',
  permission: permissions.submit,
  input: z.strictObject({ timesheetId: reference('timesheet') }),
  output: timesheet,
  errors: [
    stepNotAllowed,
    timesheetIsEmpty,
    timeOutsideAssignment,
    noRateInForce,
    timeOverlaps,
    followingWeekDisputed,
  ],
  async handle({ timesheetId }, context) {
    const weeks = await lockedWeeks(timesheetId, context);
    const { sheet } = weeks;
    context.expectVersion(sheet);
    const state = step(timesheetLife, 'submit', sheet.state);
    const entries = await entriesOf(sheet, context);
    const stated = entries.length + (await carriedInto(weeks, context)).length;
    if (stated === 0) throw timesheetIsEmpty();
    await assertWithinAssignment(sheet, entries, context);
    const changes = { state, submittedAt: context.now, rejectedReason: null };
    const submitted = await context.tx.change(timesheets, sheet, changes);
    return { result: submitted, events: [timesheetSubmitted(submitted, { revision: submitted.revision })] };
  },
});
