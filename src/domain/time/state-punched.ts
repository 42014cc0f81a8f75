import type { Fact } from '../../kernel/event.ts';
import { step } from '../../kernel/lifecycle.ts';
import type { Context } from '../../kernel/operation.ts';
import { timeRecorded } from './events.ts';
import { assignmentsById, lockedWeeksOf } from './holding/store.ts';
import { timesheetLife } from './lifecycle.ts';
import { assertWeeksUnlocked } from './locks/assert.ts';
import type { StatedTime } from './model.ts';
import { assertWorkable, saysTheSame, takeTheSameTime } from './stated-time.ts';
import { daysOfAll } from './stating.ts';
import { entriesOfMany, replaceEntries, statedOf, type SourcedTime } from './store.ts';
import { timesheets } from './tables.ts';

/** A week and all that was punched in it. */
export interface PunchedWeek {
  sheetId: string;
  entries: readonly StatedTime[];
}

/** What stands in a week beside what was punched: that goes before punched time that it overlaps. */
function withOthers(punched: readonly StatedTime[], before: readonly SourcedTime[]): SourcedTime[] {
  const others = before.filter(({ source }) => source !== 'punches').map(statedOf);
  const left = punched.filter((entry) => !others.some((other) => takeTheSameTime(entry, other)));
  return [...left.map((entry): SourcedTime => ({ ...entry, source: 'punches' })), ...others];
}

/**
 * Makes what was punched the punched time of open weeks, beside what a person, a shift or another system stated of them.
 * Refused as a whole, as stating any of it would be: with `step_not_allowed` where a week is handed in,
 * `time_period_locked` where it is locked, and by the database where it overlaps other time of the worker.
 */
export async function statePunched(weeks: readonly PunchedWeek[], context: Context): Promise<Fact[]> {
  if (weeks.length === 0) return [];
  const { tx, now } = context;
  const held = await lockedWeeksOf(
    weeks.map(({ sheetId }) => sheetId),
    context,
  );
  const places = weeks.map(({ sheetId, entries }) => ({ ...held.get(sheetId)!, entries }));
  for (const { sheet } of places) step(timesheetLife, 'record', sheet.state);
  await assertWeeksUnlocked(
    places.map(({ sheet }) => sheet),
    context,
  );
  const around = places.flatMap(({ sheet, previous, following }) =>
    [sheet, previous ?? [], following ?? []].flat(),
  );
  const before = await entriesOfMany(around, context);
  const stated = places.map(({ entries, ...place }) => ({
    ...place,
    entries: withOthers(entries, before.get(place.sheet.id) ?? []),
  }));
  const changed = stated.filter(({ sheet, entries }) => !saysTheSame(before.get(sheet.id) ?? [], entries));
  if (changed.length === 0) return [];
  const rows = changed.map(({ sheet }) => sheet);
  const assignmentIds = rows.map(({ assignmentId }) => assignmentId);
  const daysOf = await daysOfAll(rows, await assignmentsById(assignmentIds, context), context);
  const after = new Map([...before, ...stated.map(({ sheet, entries }) => [sheet.id, entries] as const)]);
  for (const { sheet, previous, following, entries } of changed) {
    const { weekStartsAt, weekEndsAt, timeZone } = sheet;
    const beside = [previous, following].flatMap((row) => (row ? (after.get(row.id) ?? []) : []));
    const frame = { weekStartsAt, weekEndsAt, timeZone, days: daysOf(sheet), now, beside };
    assertWorkable(entries, '', frame);
  }
  await replaceEntries(changed, context);
  const recorded = await tx.changeAll(
    timesheets,
    changed.map(({ sheet: row }) => ({ row, changes: { minutes: 0, gross: null, payTotal: null } })),
  );
  return recorded.map((row) => timeRecorded(row, { entries: after.get(row.id)!.length }));
}
