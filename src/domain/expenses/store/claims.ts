import { and, eq, inArray, ne, sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import { asTenant, type Row } from '../../../kernel/transaction.ts';
import { files } from '../../files/index.ts';
import { countedStates } from '../model/expense.ts';
import { expenseCategories, expenses } from '../tables.ts';

export type ExpenseRow = Row<typeof expenses>;
export type CategoryRow = Row<typeof expenseCategories>;

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
export async function holdClaims(assignmentIds: readonly string[], { tx, actor }: Context): Promise<void> {
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

/**
 * Whether the same vendor handed in another of the worker's of this category, day and amount; another vendor's is not told
 * of.
 */
export async function isRepeated(
  { id, workerId, vendorId, categoryId, incurredOn }: ExpenseRow,
  amount: string,
  { tx, actor }: Context,
): Promise<boolean> {
  const found = await asTenant(tx, () =>
    tx.db
      .select({ id: expenses.id })
      .from(expenses)
      .where(
        and(
          eq(expenses.tenantId, actor.tenantId),
          eq(expenses.workerId, workerId),
          eq(expenses.vendorId, vendorId),
          eq(expenses.categoryId, categoryId),
          eq(expenses.incurredOn, incurredOn),
          eq(expenses.amount, amount),
          ne(expenses.id, id),
          inArray(expenses.state, [...countedStates]),
        ),
      )
      .limit(1),
  );
  return found.length > 0;
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
