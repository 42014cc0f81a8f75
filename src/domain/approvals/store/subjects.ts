import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import { idList, type ChainRow } from './rows.ts';

/** The tables of what can be approved, and what people know each by. They stand above: only their names are used here. */
const subjects: Record<ChainRow['subjectNoun'], { table: SQL; titles?: SQL; at?: SQL; parents?: SQL }> = {
  order: { table: sql`orders`, titles: sql`select o.id, o.title from orders o` },
  surge: { table: sql`orders`, titles: sql`select o.id, o.title from orders o` },
  offer: {
    table: sql`offers`,
    at: sql`f`,
    titles: sql`select f.id, o.title from offers f
      join submissions s on s.tenant_id = f.tenant_id and s.id = f.submission_id
      join orders o on o.tenant_id = s.tenant_id and o.id = s.order_id`,
  },
  assignment_revision: {
    table: sql`assignment_revisions`,
    at: sql`r`,
    titles: sql`select r.id, o.title from assignment_revisions r
      join assignments a on a.tenant_id = r.tenant_id and a.id = r.assignment_id
      join orders o on o.tenant_id = a.tenant_id and o.id = a.order_id`,
  },
  // Whoever touches a week holds its assignment first.
  timesheet: {
    table: sql`timesheets`,
    parents: sql`assignments`,
    at: sql`t`,
    titles: sql`select t.id, o.title || ', week of ' || t.week_starts_on as title from timesheets t
      join assignments a on a.tenant_id = t.tenant_id and a.id = t.assignment_id
      join orders o on o.tenant_id = a.tenant_id and o.id = a.order_id`,
  },
  expense: {
    table: sql`expenses`,
    at: sql`e`,
    titles: sql`select e.id, k.name as title from expenses e
      join expense_categories k on k.tenant_id = e.tenant_id and k.id = e.category_id`,
  },
  invoice: {
    table: sql`invoices`,
    at: sql`i`,
    titles: sql`select i.id, i.number as title from invoices i`,
  },
};

type OfSubject = Pick<ChainRow, 'subjectNoun' | 'subjectId'>;

/** Holds subjects until the transaction ends, before their chains: who decides a chain changes its subject. */
export async function lockSubjects(chains: readonly OfSubject[], { tx, actor }: Context): Promise<void> {
  const byNoun = Map.groupBy(chains, ({ subjectNoun }) => subjectNoun);
  for (const [noun, named] of [...byNoun].toSorted(([one], [other]) => (one < other ? -1 : 1))) {
    const ids = idList(named.map(({ subjectId }) => subjectId));
    const { table, parents } = subjects[noun];
    if (parents)
      await tx.rows(sql`select id from ${parents} where tenant_id = ${actor.tenantId} and id in (select t.assignment_id
        from ${table} t where t.tenant_id = ${actor.tenantId} and t.id = any(${ids}::uuid[])) order by id for share`);
    await tx.rows(sql`select id from ${table} where tenant_id = ${actor.tenantId}
      and id = any(${ids}::uuid[]) order by id for update`);
  }
}

/** What people know subjects by, by their ids, as far as the caller sees them; some have no title. */
export async function titlesOf(
  chains: readonly OfSubject[],
  { tx, actor }: Context,
): Promise<Map<string, string>> {
  const titles = new Map<string, string>();
  for (const [noun, named] of Map.groupBy(chains, ({ subjectNoun }) => subjectNoun)) {
    const { titles: select, at = sql`o` } = subjects[noun];
    if (!select) continue;
    const ids = idList(named.map(({ subjectId }) => subjectId));
    const found = await tx.rows<{ id: string; title: string }>(
      sql`${select} where ${at}.tenant_id = ${actor.tenantId} and ${at}.id = any(${ids}::uuid[])`,
    );
    for (const { id, title } of found) titles.set(id, title);
  }
  return titles;
}
