import { and, eq } from 'drizzle-orm';
import { assertProvided } from '../../../kernel/provisos.ts';
import type { Context } from '../../../kernel/operation.ts';
import { asTenant } from '../../../kernel/transaction.ts';
import { adjust } from '../adjusting.ts';
import { timesheetLife } from '../lifecycle.ts';
import { entriesOf, lockedWeeks, type TimesheetRow } from '../store.ts';
import { timeEntries, timesheets } from '../tables.ts';
import type { Deed } from './planning.ts';
import { factOf, type Written } from './writing.ts';

async function madeBy(sheet: TimesheetRow, { tx, actor }: Context) {
  const made = await tx.db
    .select()
    .from(timeEntries)
    .where(
      and(
        eq(timeEntries.tenantId, actor.tenantId),
        eq(timeEntries.timesheetId, sheet.id),
        eq(timeEntries.revision, sheet.revision + 1),
      ),
    );
  return new Map(made.map((row) => [row.sourceId, row]));
}

/**
 * Takes the deeds on one approved week together as its next version; what it charges by is the tenant’s, whatever the
 * sender may see of it. Answers what became of each, in order, the week’s own facts with the first.
 */
export async function correct(deeds: readonly Deed[], reason: string, context: Context): Promise<Written[]> {
  const { sheet: seen } = deeds[0]!;
  await assertProvided(timesheetLife, 'adjust', timesheets, seen, context);
  const weeks = await lockedWeeks(seen.id, context);
  const present = await entriesOf(weeks.sheet, context);
  const gone = new Set(deeds.map(({ old }) => old?.sourceId));
  const kept = present.filter(({ sourceId }) => sourceId === null || !gone.has(sourceId));
  const entries = [...kept, ...deeds.flatMap(({ entry }) => entry ?? [])];
  const facts = await asTenant(context.tx, () => adjust(weeks, entries, reason, context));
  const made = await madeBy(weeks.sheet, context);
  // Another week that this one reaches into may have been corrected before, and given it rows of their own.
  const before = new Map(present.map((row) => [row.sourceId, row]));
  return deeds.map((deed, place) => ({
    sheet: weeks.sheet,
    events: [
      factOf(
        { ...deed, old: deed.old && before.get(deed.sourceId) },
        deed.entry && made.get(deed.sourceId),
      ),
      ...(place === 0 ? facts : []),
    ],
  }));
}
