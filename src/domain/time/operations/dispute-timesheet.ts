import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { assertProvided } from '../../../kernel/provisos.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { timesheetDisputed } from '../events.ts';
import { disputeLife, timesheetLife } from '../lifecycle.ts';
import {
  approverIsVendor,
  approverIsWorker,
  exampleNight,
  StatedTimes,
  timeOverlaps,
  type DisputedFrom,
} from '../model.ts';
import { timesheet } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { belonging, lockedWeeks } from '../store.ts';
import { assertStatable } from '../stating.ts';
import { timesheetDisputes, timesheets } from '../tables.ts';

export const disputeTimesheet = command({
  name: 'disputeTimesheet',
  summary:
    'Object to the hours of a week and propose others; the vendor or the worker agrees, or the manager decides.',
  rest: 'POST /timesheets/{timesheetId}/dispute',
  permission: permissions.dispute,
  input: z.strictObject({
    timesheetId: reference('timesheet'),
    reason: text(2_000),
    proposedEntries: StatedTimes.meta({ description: 'All hours of the week as the client has them.' }),
  }),
  example: { reason: 'Left at 07:30', proposedEntries: [exampleNight] },
  output: timesheet,
  errors: [stepNotAllowed, approverIsWorker, approverIsVendor, timeOverlaps],
  async handle({ timesheetId, reason, proposedEntries }, context) {
    const weeks = await lockedWeeks(timesheetId, context);
    const { sheet } = weeks;
    context.expectVersion(sheet);
    const state = step(timesheetLife, 'dispute', sheet.state);
    await assertProvided(timesheetLife, 'dispute', timesheets, sheet, context);
    await assertStatable(weeks, proposedEntries, '/proposedEntries', context);
    const [dispute] = await context.tx.insert(timesheetDisputes, [
      {
        ...belonging(sheet),
        revision: sheet.revision,
        raisedBy: context.actor.membershipId!,
        reason,
        proposedEntries,
        state: disputeLife.initial,
      },
    ]);
    const disputeId = dispute!.id;
    const from = sheet.state as DisputedFrom['from'];
    const disputed = await context.tx.change(timesheets, sheet, { state, dispute: { from, disputeId } });
    const data = { revision: disputed.revision, disputeId };
    return { result: disputed, events: [timesheetDisputed(disputed, data, reason)] };
  },
});
