import type { Fact } from '../../../kernel/event.ts';
import type { Context } from '../../../kernel/operation.ts';
import { timeRecorded } from '../events.ts';
import { insertWeeks } from '../opening/insert-weeks.ts';
import { belonging, clearCurrent, statedOf } from '../store.ts';
import { timeEntries, timesheetLines, timesheetPayLines, timesheets } from '../tables.ts';
import type { Deed, Displaced } from './planning.ts';
import { removeTime } from './store.ts';
import type { Sheet } from '../opening/weeks.ts';

/** What a row did to an interval. */
export type Done = 'added' | 'changed' | 'voided';

/** What became of a row: what it did, its week, and what happened to that, which rows of one week share. */
export interface Written {
  done: Done;
  sheet: Sheet;
  events: readonly [Fact, ...Fact[]];
}

const weekOf = ({ sheet }: Displaced): Sheet => sheet;

/** What a deed does. */
export const doneBy = ({ old, entry }: Deed): Done => (!old ? 'added' : entry ? 'changed' : 'voided');

const eachOnce = (sheets: readonly (Sheet | undefined)[]): Sheet[] => [
  ...new Map(sheets.flatMap((sheet) => (sheet ? [[sheet.id, sheet]] : []))).values(),
];

/**
 * Writes deeds on open weeks, all together: the weeks that are new, what goes, what comes, and that the weeks were stated
 * anew. `held` is how many intervals each week had. Answers what became of each, in order.
 */
export async function writeOpen(
  deeds: readonly Deed[],
  held: ReadonlyMap<string, number>,
  context: Context,
): Promise<Written[]> {
  const { tx } = context;
  const touched = eachOnce(
    deeds.flatMap(({ sheet, oldSheet, displaced = [] }) => [sheet, oldSheet, ...displaced.map(weekOf)]),
  );
  const { sheets: fresh, events: opened } = await insertWeeks(
    touched.filter(({ isNew }) => isNew),
    context,
  );
  const standing = touched.filter(({ isNew }) => !isNew);
  await removeTime(
    deeds.flatMap(({ old, displaced = [] }) => [
      ...(old ? [old.id] : []),
      ...displaced.map(({ row }) => row.id),
    ]),
    context,
  );
  // What a week was charged and paid by before it came back is no longer so.
  await clearCurrent(
    [timesheetLines, timesheetPayLines],
    standing.flatMap(({ id, submittedAt }) => (submittedAt === null ? [] : [id])),
    context,
  );
  await tx.insert(
    timeEntries,
    deeds.flatMap(({ sheet, entry }) =>
      entry ? [{ ...belonging(sheet), revision: sheet.revision, ...statedOf(entry) }] : [],
    ),
  );
  const changed = await tx.changeAll(
    timesheets,
    standing.map((row) => ({ row, changes: { minutes: 0, gross: null, payTotal: null } })),
  );
  const counts = countsAfter(deeds, held);
  const recorded = (sheet: Sheet) => timeRecorded(sheet, { entries: counts.get(sheet.id)! });
  const now = new Map<string, { sheet: Sheet; facts: [Fact, ...Fact[]] }>();
  for (const sheet of changed) now.set(sheet.id, { sheet, facts: [recorded(sheet)] });
  for (const [place, sheet] of fresh.entries())
    now.set(sheet.id, { sheet, facts: [opened[place]!, recorded(sheet)] });
  return deeds.map((deed) => {
    const { sheet, facts } = now.get(deed.sheet.id)!;
    const left = eachOnce([deed.oldSheet, ...(deed.displaced ?? []).map(weekOf)])
      .filter(({ id }) => id !== sheet.id)
      .flatMap(({ id }) => now.get(id)!.facts);
    return { done: doneBy(deed), sheet, events: [...facts, ...left] };
  });
}

/** How many intervals weeks have once the deeds are done. */
export function countsAfter(deeds: readonly Deed[], held: ReadonlyMap<string, number>): Map<string, number> {
  const counts = new Map(held);
  const add = (id: string, more: number) => counts.set(id, (counts.get(id) ?? 0) + more);
  const displaced = new Map(
    deeds.flatMap(({ displaced: rows = [] }) => rows.map((one) => [one.row.id, one.sheet.id] as const)),
  );
  for (const sheetId of displaced.values()) add(sheetId, -1);
  for (const { old, oldSheet, entry, sheet } of deeds) {
    if (old) add(oldSheet!.id, -1);
    add(sheet.id, entry ? 1 : 0);
  }
  return counts;
}
