import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { assertProvided } from '../../../kernel/provisos.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { unasked, withdraw } from '../approving/route.ts';
import { timesheetDisputed } from '../events.ts';
import { assertWeekUnlocked } from '../locks/assert.ts';
import { timePeriodLocked } from '../locks/model.ts';
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
import { restated, TimeLines } from '../restating.ts';
import { lockedWeeks } from '../holding/store.ts';
import { belonging, entriesOf } from '../store.ts';
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
    proposedEntries: StatedTimes.optional().meta({
      description: 'All hours of the week as the client has them; or lines of actions instead.',
    }),
    lines: TimeLines.optional(),
  }),
  example: { reason: 'Left at 07:30', proposedEntries: [exampleNight] },
  output: timesheet,
  errors: [stepNotAllowed, approverIsWorker, approverIsVendor, timeOverlaps, timePeriodLocked],
  async handle({ timesheetId, reason, proposedEntries, lines }, context) {
    const weeks = await lockedWeeks(timesheetId, context);
    const { sheet } = weeks;
    context.expectVersion(sheet);
    const state = step(timesheetLife, 'dispute', sheet.state);
    await assertProvided(timesheetLife, 'dispute', timesheets, sheet, context);
    await assertWeekUnlocked(sheet, context);
    const { entries, pointerOf } = restated(
      { entries: proposedEntries, lines },
      await entriesOf(sheet, context),
      { entries: '/proposedEntries', lines: '/lines' },
    );
    await assertStatable(weeks, entries, pointerOf, context);
    const [dispute] = await context.tx.insert(timesheetDisputes, [
      {
        ...belonging(sheet),
        revision: sheet.revision,
        raisedBy: context.actor.membershipId!,
        reason,
        proposedEntries: entries.map(({ source: _, ...stated }) => stated),
        state: disputeLife.initial,
      },
    ]);
    const disputeId = dispute!.id;
    const from = sheet.state as DisputedFrom['from'];
    const withdrawn = await withdraw(sheet, context);
    const changes = { state, dispute: { from, disputeId }, ...(from === 'submitted' && unasked) };
    const disputed = await context.tx.change(timesheets, sheet, changes);
    const data = { revision: disputed.revision, disputeId };
    return { result: disputed, events: [timesheetDisputed(disputed, data, reason), ...withdrawn] };
  },
});
