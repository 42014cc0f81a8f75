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
import { lockedWeeks } from '../holding/store.ts';
import { entriesOf, replaceEntries, statedOf } from '../store.ts';
import { saysTheSame, takeTheSameTime } from '../stated-time.ts';
import { assertStatable } from '../stating.ts';
import { timesheets } from '../tables.ts';

export const recordTime = command({
  name: 'recordTime',
  summary:
    'State the hours of an open week; the list replaces the one before. Punched time that it does not overlap stays.',
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
    const punched = before.filter(
      (one) => one.source === 'punches' && !entries.some((entry) => takeTheSameTime(one, entry)),
    );
    const all = [...keepSources(entries, before), ...punched.map(statedOf)];
    if (saysTheSame(before, all)) return { result: sheet, unchanged: true };
    await assertWeekUnlocked(sheet, context);
    await assertStatable(weeks, all, '/entries', context);
    await replaceEntries([{ sheet, entries: all }], context);
    const recorded = await context.tx.change(timesheets, sheet, {
      state,
      minutes: 0,
      gross: null,
      payTotal: null,
    });
    return { result: recorded, events: [timeRecorded(recorded, { entries: all.length })] };
  },
});
