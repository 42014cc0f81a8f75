import { invalidInput, Problem } from '../../../kernel/errors.ts';
import type { Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import { shiftHoursRefused } from '../../shifts/index.ts';
import { timeRecorded } from '../events.ts';
import { timesheetLife } from '../lifecycle.ts';
import { assertWeekUnlocked } from '../locks/assert.ts';
import { openSheetFor } from '../opening/open-sheet.ts';
import { takeTheSameTime } from '../stated-time.ts';
import { assertStatable } from '../stating.ts';
import { lockedWeeks } from '../holding/store.ts';
import { entriesOf, replaceEntries, type SourcedTime } from '../store.ts';
import { timesheets } from '../tables.ts';

/** The timesheet that took hours, and what happened. */
interface Stated {
  timesheetId: string;
  events: Fact[];
}

async function state(entry: SourcedTime, assignmentId: string, context: Context): Promise<Stated> {
  const { sheet, events } = await openSheetFor(assignmentId, entry.startsAt, context);
  const weeks = await lockedWeeks(sheet.id, context);
  const next = step(timesheetLife, 'record', weeks.sheet.state);
  await assertWeekUnlocked(weeks.sheet, context);
  const before = await entriesOf(weeks.sheet, context);
  const kept = before.filter((one) => one.source !== 'punches' || !takeTheSameTime(one, entry));
  const entries = [entry, ...kept];
  await assertStatable(weeks, entries, '', context);
  await replaceEntries([{ sheet: weeks.sheet, entries }], context);
  const recorded = await context.tx.change(timesheets, weeks.sheet, {
    state: next,
    minutes: 0,
    gross: null,
    payTotal: null,
  });
  const told = timeRecorded(recorded, { entries: entries.length });
  return { timesheetId: recorded.id, events: [...events, told] };
}

/**
 * States the hours of a shift on the open timesheet of their week, which is opened where there is none, beside what
 * stands there and before punched time that they overlap. `shift_hours_refused` where the week was handed in, and
 * wherever time of one's own would be refused.
 */
export async function stateShift(
  entry: SourcedTime,
  assignmentId: string,
  context: Context,
): Promise<Stated> {
  try {
    return await state(entry, assignmentId, context);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { detail = error.declaration.title, errors = [] } = error.details;
    // The shift's hours are the first entry; faults of others are the list's.
    const own = errors.map((fault) => ({ ...fault, pointer: fault.pointer.replace(/^\/\d+/, '') }));
    if (own.length > 0) throw invalidInput({ errors: own });
    throw shiftHoursRefused({ detail });
  }
}
