import { and, eq, ne, sql } from 'drizzle-orm';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import { staleVersion } from '../../../kernel/errors.ts';
import { billingItemLife } from '../lifecycle/billing-item.ts';
import { billingItems } from '../tables.ts';

export type BillingItemRow = Row<typeof billingItems>;

const idList = (ids: readonly string[]) => sql`(${`{${ids.join(',')}}`}::uuid[])`;

/** Everything billed for timesheets and not void, by timesheet, locked until the transaction ends. */
export async function itemsOfTimesheets(
  timesheetIds: readonly string[],
  { tx, actor }: Context,
): Promise<Map<string, BillingItemRow[]>> {
  const found = await tx.db
    .select()
    .from(billingItems)
    .where(
      and(
        eq(billingItems.tenantId, actor.tenantId),
        eq(billingItems.sourceNoun, 'timesheet'),
        sql`${billingItems.sourceId} = any ${idList(timesheetIds)}`,
        ne(billingItems.state, 'void'),
      ),
    )
    .orderBy(billingItems.id)
    .for('update');
  return Map.groupBy(found, ({ sourceId }) => sourceId);
}

/** Everything billed for a timesheet and not void, locked until the transaction ends. */
export const itemsOfTimesheet = async (timesheetId: string, context: Context): Promise<BillingItemRow[]> =>
  (await itemsOfTimesheets([timesheetId], context)).get(timesheetId) ?? [];

/** Items, and every item that is not void and takes something of them back. */
export const withCorrections = (ids: readonly string[], { tx, actor }: Context): Promise<BillingItemRow[]> =>
  tx.db
    .select()
    .from(billingItems)
    .where(
      and(
        eq(billingItems.tenantId, actor.tenantId),
        sql`(${billingItems.id} = any ${idList(ids)} or ${billingItems.correctsId} = any ${idList(ids)})`,
        ne(billingItems.state, 'void'),
      ),
    )
    .orderBy(billingItems.sourceRevision, billingItems.id);

/** The items of one source and all its revisions, for explaining one of them. */
export const siblingsOf = (item: BillingItemRow, { tx, actor }: Context): Promise<BillingItemRow[]> =>
  tx.db
    .select()
    .from(billingItems)
    .where(
      and(
        eq(billingItems.tenantId, actor.tenantId),
        eq(billingItems.sourceNoun, item.sourceNoun),
        eq(billingItems.sourceId, item.sourceId),
      ),
    )
    .orderBy(billingItems.sourceRevision, billingItems.id);

/** Takes one step of the life with many items at once; `stale_version` where one has moved meanwhile. */
export async function stepItems(
  verb: keyof typeof billingItemLife.verbs,
  items: readonly BillingItemRow[],
  { tx, actor, now }: Context,
): Promise<BillingItemRow[]> {
  const from = new Set(items.map(({ state }) => state));
  const moved: BillingItemRow[] = [];
  for (const state of from) {
    const here = items.filter((item) => item.state === state);
    const changed = await tx.db
      .update(billingItems)
      .set({
        state: step(billingItemLife, verb, state),
        version: sql`${billingItems.version} + 1`,
        updatedAt: now,
      })
      .where(
        and(
          eq(billingItems.tenantId, actor.tenantId),
          sql`${billingItems.id} = any ${idList(here.map(({ id }) => id))}`,
          eq(billingItems.state, state),
        ),
      )
      .returning();
    if (changed.length !== here.length) throw staleVersion();
    moved.push(...changed);
  }
  return moved;
}
