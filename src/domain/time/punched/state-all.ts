import type { Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import { epochDay } from '../../../kernel/zone.ts';
import { timeRecorded } from '../events.ts';
import { timesheetLife } from '../lifecycle.ts';
import type { StatedTime } from '../model.ts';
import { assertWorkable, saysTheSame, takeTheSameTime } from '../stated-time.ts';
import { daysIn } from '../stating.ts';
import { belonging, statedOf, type SourcedTime, type TimesheetRow } from '../store.ts';
import { timeEntries, timesheets } from '../tables.ts';
import { assignmentsOf, clearAll, entriesOfAll, lockedBeside } from './store.ts';
import { assertAllUnlocked } from './unlocked.ts';

/** A week and all that was punched in it. */
export interface PunchedWeek {
  sheetId: string;
  entries: readonly StatedTime[];
}

const isBeside = (one: TimesheetRow, other: TimesheetRow) =>
  one.id !== other.id &&
  one.assignmentId === other.assignmentId &&
  Math.abs(epochDay(one.weekStartsOn) - epochDay(other.weekStartsOn)) <= 7;

/**
 * As `statePunched`, many weeks together, whose workers' time and assignments the caller holds: refused as a whole
 * wherever one of them would be. Time of a worker that overlaps other time of theirs is refused by the database.
 */
export async function statePunchedAll(weeks: readonly PunchedWeek[], context: Context): Promise<Fact[]> {
  if (weeks.length === 0) return [];
  const { tx, now } = context;
  const locked = await lockedBeside(
    weeks.map(({ sheetId }) => sheetId),
    context,
  );
  const sheets = weeks.map(({ sheetId }) => locked.get(sheetId)!);
  for (const { state } of sheets) step(timesheetLife, 'record', state);
  await assertAllUnlocked(sheets, context);
  const before = await entriesOfAll([...locked.values()], context);
  const after = new Map<string, SourcedTime[]>(before);
  for (const { sheetId, entries } of weeks) {
    const others = (before.get(sheetId) ?? []).filter(({ source }) => source !== 'punches').map(statedOf);
    const punched = entries
      .filter((entry) => !others.some((other) => takeTheSameTime(entry, other)))
      .map((entry): SourcedTime => ({ ...entry, source: 'punches' }));
    after.set(sheetId, [...punched, ...others]);
  }
  const changed = sheets.filter(({ id }) => !saysTheSame(before.get(id) ?? [], after.get(id)!));
  if (changed.length === 0) return [];
  const placed = await assignmentsOf(changed, context);
  const byAssignment = Map.groupBy(locked.values(), ({ assignmentId }) => assignmentId);
  for (const sheet of changed) {
    const { weekStartsAt, weekEndsAt, timeZone, assignmentId } = sheet;
    const beside = byAssignment
      .get(assignmentId)!
      .filter((other) => isBeside(sheet, other))
      .flatMap(({ id }) => after.get(id) ?? []);
    const days = daysIn(placed.get(assignmentId)!);
    assertWorkable(after.get(sheet.id)!, '', { weekStartsAt, weekEndsAt, timeZone, days, now, beside });
  }
  await clearAll(
    changed.map(({ id }) => id),
    context,
  );
  await tx.insert(
    timeEntries,
    changed.flatMap((sheet) =>
      after
        .get(sheet.id)!
        .map((entry) => ({ ...belonging(sheet), revision: sheet.revision, ...statedOf(entry) })),
    ),
  );
  const recorded = await tx.changeAll(
    timesheets,
    changed.map((row) => ({ row, changes: { minutes: 0, gross: null, payTotal: null } })),
  );
  return recorded.map((row) => timeRecorded(row, { entries: after.get(row.id)!.length }));
}
