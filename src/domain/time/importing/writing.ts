import type { Fact } from '../../../kernel/event.ts';
import type { Context } from '../../../kernel/operation.ts';
import { timeRecorded, timesheetOpened } from '../events.ts';
import { belonging, statedOf } from '../store.ts';
import { timeEntries, timesheets } from '../tables.ts';
import type { Deed } from './planning.ts';
import { clearLines, removeTime } from './store.ts';
import type { Sheet } from './weeks.ts';

/** What a row did to an interval. */
export type Done = 'added' | 'changed' | 'voided';

/** What became of a row: what it did, its week, and what happened to that, which rows of one week share. */
export interface Written {
  done: Done;
  sheet: Sheet;
  events: readonly [Fact, ...Fact[]];
}

/** What a deed does. */
export const doneBy = ({ old, entry }: Deed): Done => (!old ? 'added' : entry ? 'changed' : 'voided');

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
  await clearLines(
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
  for (const sheet of fresh) {
    const { assignmentId, weekStartsOn } = sheet;
    const facts: [Fact, Fact] = [timesheetOpened(sheet, { assignmentId, weekStartsOn }), recorded(sheet)];
    now.set(sheet.id, { sheet, facts });
  }
  return deeds.map((deed) => {
    const { sheet, facts } = now.get(deed.sheet.id)!;
    const hasMoved = deed.oldSheet !== undefined && deed.oldSheet.id !== sheet.id;
    const left = hasMoved ? now.get(deed.oldSheet!.id)!.facts : [];
    return { done: doneBy(deed), sheet, events: [...facts, ...left] };
  });
}

/** How many intervals weeks have once the deeds are done. */
export function countsAfter(deeds: readonly Deed[], held: ReadonlyMap<string, number>): Map<string, number> {
  const counts = new Map(held);
  const add = (id: string, more: number) => counts.set(id, (counts.get(id) ?? 0) + more);
  for (const { old, oldSheet, entry, sheet } of deeds) {
    if (old) add(oldSheet!.id, -1);
    add(sheet.id, entry ? 1 : 0);
  }
  return counts;
}
