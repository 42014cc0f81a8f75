import type { Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import { timeRecorded } from '../events.ts';
import { timesheetLife } from '../lifecycle.ts';
import { assertWeekUnlocked } from '../locks/assert.ts';
import type { StatedTime } from '../model.ts';
import { takeTheSameTime } from '../stated-time.ts';
import { assertStatable } from '../stating.ts';
import { entriesOf, lockedWeeks, replaceEntries, statedOf, type SourcedTime } from '../store.ts';
import { saysTheSame } from '../stated-time.ts';
import { timesheets } from '../tables.ts';

/**
 * Makes what was punched the punched time of an open week, beside what was stated of it otherwise: what a person, a
 * shift or another system stated goes before punched time that it overlaps. Refused as stating it would be, with
 * `step_not_allowed` where the week is handed in and `time_period_locked` where it is locked.
 */
export async function statePunched(
  { sheetId, entries }: { sheetId: string; entries: readonly StatedTime[] },
  context: Context,
): Promise<Fact[]> {
  const weeks = await lockedWeeks(sheetId, context);
  const { sheet } = weeks;
  const state = step(timesheetLife, 'record', sheet.state);
  await assertWeekUnlocked(sheet, context);
  const before = await entriesOf(sheet, context);
  const others = before.filter(({ source }) => source !== 'punches').map(statedOf);
  const punched = entries
    .filter((entry) => !others.some((other) => takeTheSameTime(entry, other)))
    .map((entry): SourcedTime => ({ ...entry, source: 'punches' }));
  const all = [...punched, ...others];
  if (saysTheSame(before, all)) return [];
  await assertStatable(weeks, all, '', context);
  await replaceEntries(sheet, all, context);
  const recorded = await context.tx.change(timesheets, sheet, {
    state,
    minutes: 0,
    gross: null,
    payTotal: null,
  });
  return [timeRecorded(recorded, { entries: all.length })];
}
