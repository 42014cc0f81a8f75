import { assertProvided } from '../../../kernel/provisos.ts';
import type { Fact } from '../../../kernel/event.ts';
import type { Context } from '../../../kernel/operation.ts';
import { asTenant } from '../../../kernel/transaction.ts';
import { adjust } from '../adjusting.ts';
import { timesheetLife } from '../lifecycle.ts';
import { lockedWeeks } from '../holding/store.ts';
import { entriesOf } from '../store.ts';
import { timesheets } from '../tables.ts';
import type { Deed } from './planning.ts';
import { doneBy, type Written } from './writing.ts';

/**
 * Takes the deeds on one approved week together as its next version; what it charges by is the tenant’s, whatever the
 * sender may see of it. Answers what became of each, in order.
 */
export async function correct(deeds: readonly Deed[], reason: string, context: Context): Promise<Written[]> {
  const { sheet: seen } = deeds[0]!;
  await assertProvided(timesheetLife, 'adjust', timesheets, seen, context);
  const weeks = await lockedWeeks(seen.id, context);
  const gone = new Set(deeds.flatMap(({ old, sourceId }) => (old ? [sourceId] : [])));
  const kept = (await entriesOf(weeks.sheet, context)).filter(
    ({ sourceId }) => sourceId === null || !gone.has(sourceId),
  );
  const entries = [...kept, ...deeds.flatMap(({ entry }) => entry ?? [])];
  const facts = await asTenant(context.tx, () => adjust(weeks, entries, reason, context));
  const events = facts as [Fact, ...Fact[]];
  return deeds.map((deed) => ({ done: doneBy(deed), sheet: weeks.sheet, events }));
}
