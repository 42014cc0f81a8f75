import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import { asTenant, type Row } from '../../../kernel/transaction.ts';
import { files } from '../../files/index.ts';
import { countedStates } from '../model/expense.ts';
import { expenseCategories, expenses } from '../tables.ts';

export type ExpenseRow = Row<typeof expenses>;
export type CategoryRow = Row<typeof expenseCategories>;

/** The text of an array of Postgres. */
const idList = (ids: readonly string[]): string => `{${ids.join(',')}}`;

/** The categories with the ids; as the tenant's own hand: who claimed by one may have left its program's panel. */
export async function categoriesOf(
  ids: readonly string[],
  { tx, actor }: Context,
): Promise<Map<string, CategoryRow>> {
  const found = await asTenant(tx, () =>
    tx.db
      .select()
      .from(expenseCategories)
      .where(
        and(eq(expenseCategories.tenantId, actor.tenantId), inArray(expenseCategories.id, [...new Set(ids)])),
      ),
  );
  return new Map(found.map((row) => [row.id, row]));
}

/**
 * Lets one at a time hand in or take back what is claimed of an assignment, until the transaction ends: what is left of
 * a cap is nobody else's meanwhile. In one order for all callers.
 */
export async function holdClaims(
  assignmentIds: readonly string[],
  { tx, actor }: Context,
): Promise<void> {
  for (const id of [...new Set(assignmentIds)].toSorted())
    await tx.rows(
      sql`select pg_advisory_xact_lock(hashtextextended(${`${actor.tenantId} expenses ${id}`}, 0))`,
    );
}

/** What counts toward the caps of these categories on these assignments. */
export function countedOf(
  claims: readonly Pick<ExpenseRow, 'assignmentId' | 'categoryId'>[],
  { tx, actor }: Context,
): Promise<ExpenseRow[]> {
  return asTenant(tx, () =>
    tx.db
      .select()
      .from(expenses)
      .where(
        and(
          eq(expenses.tenantId, actor.tenantId),
          inArray(expenses.assignmentId, [...new Set(claims.map(({ assignmentId }) => assignmentId))]),
          inArray(expenses.categoryId, [...new Set(claims.map(({ categoryId }) => categoryId))]),
          inArray(expenses.state, [...countedStates]),
        ),
      ),
  );
}

/** Of these claims the ids of those of which the same vendor handed in another of the worker's, category, day and amount. */
export async function repeatedOf(ids: readonly string[], { tx, actor }: Context): Promise<Set<string>> {
  const found = await asTenant(tx, () =>
    tx.rows<{ id: string }>(sql`select e.id from expenses e
      where e.tenant_id = ${actor.tenantId} and e.id = any(${idList(ids)}::uuid[]) and exists (select from expenses other
        where other.tenant_id = e.tenant_id and other.worker_id = e.worker_id and other.category_id = e.category_id
          and other.incurred_on = e.incurred_on and other.vendor_id = e.vendor_id and other.amount = e.amount and other.id <> e.id
          and other.state = any(${idList(countedStates)}::text[]))`),
  );
  return new Set(found.map(({ id }) => id));
}

/** Of these expenses the ids of those that have a receipt. */
export async function withReceipt(ids: readonly string[], { tx, actor }: Context): Promise<Set<string>> {
  const found = await asTenant(tx, () =>
    tx.db
      .selectDistinct({ id: files.subjectId })
      .from(files)
      .where(
        and(
          eq(files.tenantId, actor.tenantId),
          eq(files.subjectNoun, 'expense'),
          inArray(files.subjectId, [...ids]),
          eq(files.state, 'clean'),
        ),
      ),
  );
  return new Set(found.map(({ id }) => id!));
}

/** The users who are the worker or act for the vendor of an expense, now or before: none of them approves it. */
export async function partiesOf(
  { workerId, vendorId }: Pick<ExpenseRow, 'workerId' | 'vendorId'>,
  { tx, actor }: Context,
): Promise<string[]> {
  const found = await asTenant(tx, () =>
    tx.rows<{ id: string }>(sql`select distinct m.user_id as id from memberships m
      where m.tenant_id = ${actor.tenantId} and (m.worker_id = ${workerId} or m.vendor_id = ${vendorId}) order by 1`),
  );
  return found.map(({ id }) => id);
}
