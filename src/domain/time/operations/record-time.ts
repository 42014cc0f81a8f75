import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { timeRecorded } from '../events.ts';
import { timesheetLife } from '../lifecycle.ts';
import { exampleNight, StatedTimes, timeOverlaps } from '../model.ts';
import { timesheet } from '../nouns.ts';
import { permissions } from '../policy.ts';
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
  errors: [stepNotAllowed, timeOverlaps],
  async handle({ timesheetId, entries }, context) {
    const weeks = await lockedWeeks(timesheetId, context);
    const { sheet } = weeks;
    context.expectVersion(sheet);
    const state = step(timesheetLife, 'record', sheet.state);
    if (saysTheSame(await entriesOf(sheet, context), entries)) return { result: sheet, unchanged: true };
    await assertStatable(weeks, entries, '/entries', context);
    await replaceEntries(sheet, entries, context);
    const recorded = await context.tx.change(timesheets, sheet, { state, minutes: 0, gross: null });
    return { result: recorded, events: [timeRecorded(recorded, { entries: entries.length })] };
  },
});
