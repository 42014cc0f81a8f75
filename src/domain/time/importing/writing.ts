import { inArray, sql } from 'drizzle-orm';
import type { Fact } from '../../../kernel/event.ts';
import type { Context } from '../../../kernel/operation.ts';
import { timeRecorded, timesheetOpened } from '../events.ts';
import { belonging, statedOf } from '../store.ts';
import { timeEntries, timesheetLines, timesheetPayLines, timesheets } from '../tables.ts';
import { timeAdded, timeReplaced, timeVoided } from './model.ts';
import type { Deed } from './planning.ts';
import { removeTime, type EntryRow } from './store.ts';
import type { Sheet } from './weeks.ts';

/** What became of a row: its week, and what happened, its own fact first. */
export interface Written {
  sheet: Sheet;
  events: [Fact, ...Fact[]];
}

/** The fact of one deed; what it replaced or took away is a version further than it was read. */
export function factOf({ old, sourceId, sheet }: Deed, made: EntryRow | undefined): Fact {
  if (!old) return timeAdded(made!, { timesheetId: sheet.id, sourceId });
  const gone = { ...old, version: old.version + 1 };
  return made
    ? timeReplaced(gone, { timesheetId: sheet.id, sourceId, by: made.id })
    : timeVoided(gone, { timesheetId: sheet.id, sourceId });
}

async function openAll(sheets: readonly Sheet[], { tx }: Context): Promise<Sheet[]> {
  const values = sheets.map((sheet) => ({
    id: sheet.id,
    assignmentId: sheet.assignmentId,
    programId: sheet.programId,
    facilityId: sheet.facilityId,
    unitId: sheet.unitId,
    vendorId: sheet.vendorId,
    workerId: sheet.workerId,
    weekStartsOn: sheet.weekStartsOn,
    timeZone: sheet.timeZone,
    weekStartsAt: sheet.weekStartsAt,
    weekEndsAt: sheet.weekEndsAt,
    payPolicyId: sheet.payPolicyId,
    state: sheet.state,
  }));
  return tx.insert(timesheets, values);
}

/** What a week was rated by before it came back is no longer so. */
async function clearLines(sheets: readonly Sheet[], { tx, actor }: Context): Promise<void> {
  const rated = sheets.filter(({ submittedAt }) => submittedAt !== null).map(({ id }) => id);
  if (rated.length === 0) return;
  for (const table of [timesheetLines, timesheetPayLines])
    await tx.db
      .delete(table)
      .where(sql`${table.tenantId} = ${actor.tenantId} and ${inArray(table.timesheetId, rated)}
        and ${table.revision} = (select t.revision from timesheets t where t.tenant_id = ${table.tenantId} and t.id = ${table.timesheetId})`);
}

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
  const touched = eachOnce(deeds.flatMap(({ sheet, oldSheet }) => [sheet, oldSheet]));
  const fresh = await openAll(
    touched.filter(({ isNew }) => isNew),
    context,
  );
  const standing = touched.filter(({ isNew }) => !isNew);
  await removeTime(
    deeds.flatMap(({ old }) => old?.id ?? []),
    context,
  );
  await clearLines(standing, context);
  const coming = deeds.filter(({ entry }) => entry);
  const made = await tx.insert(
    timeEntries,
    coming.map(({ sheet, entry }) => ({ ...belonging(sheet), revision: sheet.revision, ...statedOf(entry!) })),
  );
  const rows = new Map(coming.map((deed, place) => [deed, made[place]!]));
  const changed = await tx.changeAll(
    timesheets,
    standing.map((row) => ({ row, changes: { minutes: 0, gross: null, payTotal: null } })),
  );
  const now = new Map([...fresh, ...changed].map((sheet) => [sheet.id, sheet]));
  const opened = new Set(fresh.map(({ id }) => id));
  const counts = countsAfter(deeds, held);
  const told = new Set<string>();
  const recorded = ({ id }: Sheet): Fact[] => {
    if (told.has(id)) return [];
    told.add(id);
    const sheet = now.get(id)!;
    const { assignmentId, weekStartsOn } = sheet;
    return [
      ...(opened.has(id) ? [timesheetOpened(sheet, { assignmentId, weekStartsOn })] : []),
      timeRecorded(sheet, { entries: counts.get(id)! }),
    ];
  };
  return deeds.map((deed) => ({
    sheet: now.get(deed.sheet.id)!,
    events: [
      factOf(deed, rows.get(deed)),
      ...eachOnce([deed.sheet, deed.oldSheet]).flatMap((sheet) => recorded(sheet)),
    ],
  }));
}

/** How many intervals weeks have once the deeds are done. */
export function countsAfter(
  deeds: readonly Deed[],
  held: ReadonlyMap<string, number>,
): Map<string, number> {
  const counts = new Map(held);
  const add = (id: string, more: number) => counts.set(id, (counts.get(id) ?? 0) + more);
  for (const { old, oldSheet, entry, sheet } of deeds) {
    if (old) add(oldSheet!.id, -1);
    add(sheet.id, entry ? 1 : 0);
  }
  return counts;
}
