import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { assertProvided } from '../../../kernel/provisos.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { unasked, withdraw } from '../approving/route.ts';
import { timesheetRejected } from '../events.ts';
import { timesheetLife } from '../lifecycle.ts';
import { approverIsVendor, approverIsWorker, followingWeekDisputed } from '../model.ts';
import { timesheet } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { lockedWeeks } from '../holding/store.ts';
import { timesheets } from '../tables.ts';

export const rejectTimesheet = command({
  name: 'rejectTimesheet',
  summary: 'Send a submitted week back to be stated anew, with the reason.',
  rest: 'POST /timesheets/{timesheetId}/reject',
  permission: permissions.reject,
  input: z.strictObject({ timesheetId: reference('timesheet'), reason: text(2_000) }),
  output: timesheet,
  errors: [stepNotAllowed, approverIsWorker, approverIsVendor, followingWeekDisputed],
  async handle({ timesheetId, reason }, context) {
    const { sheet } = await lockedWeeks(timesheetId, context);
    context.expectVersion(sheet);
    const state = step(timesheetLife, 'reject', sheet.state);
    await assertProvided(timesheetLife, 'reject', timesheets, sheet, context);
    const withdrawn = await withdraw(sheet, context);
    const changes = { ...unasked, state, rejectedReason: reason };
    const rejected = await context.tx.change(timesheets, sheet, changes);
    const data = { revision: rejected.revision };
    return { result: rejected, events: [timesheetRejected(rejected, data, reason), ...withdrawn] };
  },
});
