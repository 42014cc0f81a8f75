import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { assertProvided } from '../../../kernel/provisos.ts';
import { reference } from '../../../kernel/shapes.ts';
import { timesheetApproved } from '../events.ts';
import { timesheetLife } from '../lifecycle.ts';
import { approverIsVendor, approverIsWorker } from '../model.ts';
import { timesheet } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { lockedTimesheet } from '../store.ts';
import { timesheets } from '../tables.ts';

export const approveTimesheet = command({
  name: 'approveTimesheet',
  summary: 'Accept the hours of a submitted week for the client; they become billable.',
  rest: 'POST /timesheets/{timesheetId}/approve',
  permission: permissions.approve,
  input: z.strictObject({ timesheetId: reference('timesheet') }),
  output: timesheet,
  errors: [stepNotAllowed, approverIsWorker, approverIsVendor],
  async handle({ timesheetId }, context) {
    const sheet = await lockedTimesheet(timesheetId, context);
    const state = step(timesheetLife, 'approve', sheet.state);
    await assertProvided(timesheetLife, 'approve', timesheets, sheet, context);
    const approved = await context.tx.change(timesheets, sheet, {
      state,
      approvedAt: context.now,
      approvedBy: context.actor.membershipId,
    });
    return { result: approved, events: [timesheetApproved(approved, { revision: approved.revision })] };
  },
});
