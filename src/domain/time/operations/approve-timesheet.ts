import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { bulkCommand } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { approveMany } from '../approving/approve-many.ts';
import { approvalIsRouted } from '../approving/model.ts';
import { timeExceptionsOpen } from '../exceptions/model.ts';
import { approverIsVendor, approverIsWorker } from '../model.ts';
import { timesheet } from '../nouns.ts';
import { permissions } from '../policy.ts';

export const approveTimesheet = bulkCommand({
  name: 'approveTimesheet',
  summary: 'Accept the hours of a submitted week for the client; they become billable.',
  rest: 'POST /timesheets/{timesheetId}/approve',
  permission: permissions.approve,
  concurrency: 'optional',
  input: z.strictObject({ timesheetId: reference('timesheet') }),
  output: timesheet,
  errors: [stepNotAllowed, approverIsWorker, approverIsVendor, approvalIsRouted, timeExceptionsOpen],
  bulk: {
    name: 'approveTimesheets',
    rest: 'POST /timesheets/approve',
    summary: 'Accept up to 1,000 weeks for the client, with a result for each row.',
  },
  handleMany: (inputs, context) =>
    approveMany(
      inputs.map(({ timesheetId }) => timesheetId),
      context,
    ),
});
