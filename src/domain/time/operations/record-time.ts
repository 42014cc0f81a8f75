import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { timeRecorded } from '../events.ts';
import { assertWeekUnlocked } from '../locks/assert.ts';
import { timePeriodLocked } from '../locks/model.ts';
import { timesheetLife } from '../lifecycle.ts';
import { exampleNight, StatedTimes, timeOverlaps } from '../model.ts';
import { timesheet } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { keepSources } from '../restating.ts';
import { entriesOf, lockedWeeks, replaceEntries } from '../store.ts';
import { saysTheSame } from '../stated-time.ts';
import { assertStatable } from '../stating.ts';
import { timesheets } from '../tables.ts';

export const recordTime = command({
  name: 'recordTime',
  summary: 'State the hours of an open week; the list replaces the one before.',
  rest: 'PUT /timesheets/{timesheetId}/entries',
  permission: permissions.record,
  input: z.strictObject({ timesheetId: reference('timesheet'), entries: StatedTimes }),
  example: { entries: [exampleNight] },
  output: timesheet,
  errors: [stepNotAllowed, timeOverlaps, timePeriodLocked],
  async handle({ timesheetId, entries }, context) {
    const weeks = await lockedWeeks(timesheetId, context);
    const { sheet } = weeks;
    context.expectVersion(sheet);
    const state = step(timesheetLife, 'record', sheet.state);
    const before = await entriesOf(sheet, context);
    if (saysTheSame(before, entries)) return { result: sheet, unchanged: true };
    await assertWeekUnlocked(sheet, context);
    await assertStatable(weeks, entries, '/entries', context);
    await replaceEntries(sheet, keepSources(entries, before), context);
    const recorded = await context.tx.change(timesheets, sheet, {
      state,
      minutes: 0,
      gross: null,
      payTotal: null,
    });
    return { result: recorded, events: [timeRecorded(recorded, { entries: entries.length })] };
  },
});
