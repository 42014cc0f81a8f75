import type { Context } from '../../../kernel/operation.ts';
import type { TimesheetRow } from '../store.ts';
import { timesheets } from '../tables.ts';
import { dependentsOf } from './store.ts';

/** The weeks handed in whose rating a week's hours may change, or that were rated with them; held, by week. */
export async function lockedDependents(sheet: TimesheetRow, context: Context): Promise<TimesheetRow[]> {
  const ids = await dependentsOf(sheet, context);
  if (ids.length === 0) return [];
  const held = [...(await context.tx.takeAll(timesheets, ids)).values()];
  return held
    .filter(({ state }) => state !== 'open')
    .toSorted((one, other) => (one.weekStartsOn < other.weekStartsOn ? -1 : 1));
}
