import type { Context } from '../../../kernel/operation.ts';
import type { TimesheetRow } from '../store.ts';
import { timesheets } from '../tables.ts';
import { dependentsOf } from './store.ts';

/** A week handed in, and those of the weeks that changed which its rating depends on. */
export interface HeldDependent {
  week: TimesheetRow;
  of: TimesheetRow[];
}

/** The weeks handed in, beside those that changed, whose rating these change or were counted in; held, by week. */
export async function lockedDependents(
  changed: readonly TimesheetRow[],
  context: Context,
): Promise<HeldDependent[]> {
  const byId = new Map(changed.map((sheet) => [sheet.id, sheet]));
  const found = (await dependentsOf(changed, context)).filter(({ id }) => !byId.has(id));
  if (found.length === 0) return [];
  const byDependent = Map.groupBy(found, ({ id }) => id);
  const held = [...(await context.tx.takeAll(timesheets, [...byDependent.keys()])).values()];
  return held
    .filter(({ state }) => state !== 'open')
    .toSorted((one, other) => (one.weekStartsOn < other.weekStartsOn ? -1 : 1))
    .map((week) => ({ week, of: byDependent.get(week.id)!.map(({ ofId }) => byId.get(ofId)!) }));
}
