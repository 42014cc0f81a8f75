import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import type { Fact } from '../../../kernel/event.ts';
import { command } from '../../../kernel/operation.ts';
import { assertProvided } from '../../../kernel/provisos.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { adjust } from '../adjusting.ts';
import { timesheetLife } from '../lifecycle.ts';
import { assertWeekUnlocked } from '../locks/assert.ts';
import { timePeriodLocked } from '../locks/model.ts';
import {
  approverIsVendor,
  approverIsWorker,
  exampleNight,
  followingWeekDisputed,
  noRateInForce,
  StatedTimes,
  timeOverlaps,
} from '../model.ts';
import { timesheet } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { restated, TimeLines } from '../restating.ts';
import { saysTheSame } from '../stated-time.ts';
import { lockedWeeks } from '../holding/store.ts';
import { entriesOf } from '../store.ts';
import { assertStatable } from '../stating.ts';
import { timesheets } from '../tables.ts';

export const adjustTimesheet = command({
  name: 'adjustTimesheet',
  summary:
    'Replace the hours of an approved week by its next version, with the reason; the difference is billed or credited.',
  rest: 'POST /timesheets/{timesheetId}/adjust',
  permission: permissions.adjust,
  input: z.strictObject({
    timesheetId: reference('timesheet'),
    entries: StatedTimes.optional().meta({
      description: 'All hours of the week; or lines of actions instead.',
    }),
    lines: TimeLines.optional(),
    reason: text(2_000),
  }),
  example: { entries: [exampleNight], reason: 'The kiosk clock was ahead' },
  output: timesheet,
  errors: [
    stepNotAllowed,
    approverIsWorker,
    approverIsVendor,
    noRateInForce,
    timeOverlaps,
    followingWeekDisputed,
    timePeriodLocked,
  ],
  async handle({ timesheetId, reason, ...stated }, context) {
    const weeks = await lockedWeeks(timesheetId, context);
    context.expectVersion(weeks.sheet);
    step(timesheetLife, 'adjust', weeks.sheet.state);
    await assertProvided(timesheetLife, 'adjust', timesheets, weeks.sheet, context);
    await assertWeekUnlocked(weeks.sheet, context);
    const before = await entriesOf(weeks.sheet, context);
    const { entries, pointerOf } = restated(stated, before, { entries: '/entries', lines: '/lines' });
    if (saysTheSame(before, entries)) return { result: weeks.sheet, unchanged: true };
    await assertStatable(weeks, entries, pointerOf, context);
    const events = await adjust(weeks, entries, reason, context);
    return { result: weeks.sheet, events: events as [Fact, ...Fact[]] };
  },
});
