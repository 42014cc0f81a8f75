import { sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { CountedTotal } from '../model/totals.ts';
import { countable } from '../policy.ts';

interface Asked {
  programId?: string | undefined;
  assignmentId?: string | undefined;
  from: string | null;
  to: string | null;
}

/** What is claimed by program, category and month, as far as the actor may count it. */
export function expenseTotals(
  { programId, assignmentId, from, to }: Asked,
  { tx, actor }: Context,
): Promise<CountedTotal[]> {
  const within = [
    ...countable(actor),
    ...(programId ? [sql`e.program_id = ${programId}`] : []),
    ...(assignmentId ? [sql`e.assignment_id = ${assignmentId}`] : []),
    ...(from ? [sql`e.incurred_on >= ${from}::date`] : []),
    ...(to ? [sql`e.incurred_on <= ${to}::date`] : []),
  ];
  return tx.rows<CountedTotal>(sql`
    with counted as (
      select e.tenant_id, e.program_id, e.category_id, e.worker_id, e.amount, e.currency, e.is_pass_through, e.state in ('submitted', 'pending_approval') as waits, to_char(e.incurred_on, 'YYYY-MM') as month
      from expenses e
      where ${sql.join(within, sql` and `)} and e.state in ('submitted', 'pending_approval', 'approved', 'invoiced'))
    select c.program_id as "programId", c.category_id as "categoryId", k.code, k.name, c.month, c.currency,
      count(*)::int as expenses,
      coalesce(sum(c.amount) filter (where c.waits), 0)::numeric(14, 2)::text as awaiting,
      coalesce(sum(c.amount) filter (where not c.waits), 0)::numeric(14, 2)::text as approved,
      coalesce(sum(c.amount) filter (where not c.waits and c.is_pass_through), 0)::numeric(14, 2)::text as "approvedPassThrough",
      count(distinct c.worker_id)::int as people,
      (count(distinct c.worker_id) filter (where c.waits))::int as "awaitingPeople",
      (count(distinct c.worker_id) filter (where not c.waits))::int as "approvedPeople",
      (count(distinct c.worker_id) filter (where not c.waits and c.is_pass_through))::int as "passThroughPeople",
      (count(distinct c.worker_id) filter (where not c.waits and not c.is_pass_through))::int as "otherPeople"
    from counted c
    join expense_categories k on k.tenant_id = c.tenant_id and k.id = c.category_id
    group by c.program_id, c.category_id, k.code, k.name, c.month, c.currency
    order by c.program_id, k.code, c.month, c.currency`);
}
