import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { bulkCommand } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { timePeriodLocked } from '../locks/model.ts';
import {
  followingWeekDisputed,
  noRateInForce,
  timeOutsideAssignment,
  timeOverlaps,
  timesheetIsEmpty,
} from '../model.ts';
import { timesheet } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { submitSheets } from '../submitting/submit.ts';

export const submitTimesheet = bulkCommand({
  name: 'submitTimesheet',
  summary:
    'Hand a week of hours to the client; it is split and priced by the pay policy and the rates in force.',
  rest: 'POST /timesheets/{timesheetId}/submit',
  permission: permissions.submit,
  concurrency: 'optional',
  input: z.strictObject({ timesheetId: reference('timesheet') }),
  output: timesheet,
  errors: [
    stepNotAllowed,
    timesheetIsEmpty,
    timeOutsideAssignment,
    timePeriodLocked,
    noRateInForce,
    timeOverlaps,
    followingWeekDisputed,
  ],
  bulk: {
    name: 'submitTimesheets',
    rest: 'POST /timesheets/submit',
    summary: 'Hand up to 1,000 weeks to the client, with a result for each row.',
  },
  handleMany: (inputs, context) =>
    submitSheets(
      inputs.map(({ timesheetId }) => timesheetId),
      context,
    ),
});
