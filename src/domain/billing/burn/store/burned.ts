import { sql, type SQL } from 'drizzle-orm';
import type { Actor } from '../../../../kernel/actor.ts';
import type { Context } from '../../../../kernel/operation.ts';
import { asTenant } from '../../../../kernel/transaction.ts';
import { ownPart } from '../policy.ts';

/** What is used of an order or a budget, in its currency. */
export interface Burn {
  currency: string;
  amount: string;
  invoiced: string;
  approved: string;
  remaining: string;
  percent: string;
  reached: number[];
}

// Of what is billed, `u`: how much of it a client was invoiced, and how much waits.
const used = sql`coalesce(sum(u.amount) filter (where u.state in ('invoiced', 'paid')), 0)::numeric(14, 2) as invoiced,
  coalesce(sum(u.amount) filter (where u.state = 'approved'), 0)::numeric(14, 2) as approved`;

const burn = (
  key: SQL,
) => sql`b.currency, b.amount, w.invoiced, w.approved, b.amount - w.invoiced - w.approved as remaining,
  round((w.invoiced + w.approved) * 100 / b.amount, 4) as percent,
  (select coalesce(array_agg(r.threshold order by r.threshold), '{}') from burn_thresholds r
    where r.tenant_id = b.tenant_id and ${key} = b.id and r.amount = b.amount) as reached`;

export interface OrderBurnRow extends Burn {
  purchaseOrderId: string;
  number: string;
  state: 'open' | 'closed';
}

/** What is used of the orders of a program that bear on nothing beyond what the caller sees, by number. */
export const burnOfOrders = (
  { programId, purchaseOrderId }: { programId: string; purchaseOrderId?: string | undefined },
  { tx, actor }: Context,
): Promise<OrderBurnRow[]> =>
  asTenant(tx, () =>
    tx.rows(sql`select b.id as "purchaseOrderId", b.number, b.state, ${burn(sql`r.purchase_order_id`)}
    from purchase_orders b cross join lateral (select ${used} from billing_items u where u.tenant_id = b.tenant_id
      and u.purchase_order_id = b.id and u.state in ('approved', 'invoiced', 'paid')) w
    where b.tenant_id = ${actor.tenantId} and b.program_id = ${programId}
      and b.id = coalesce(${purchaseOrderId ?? null}::uuid, b.id) and ${ownPart(actor, sql`b.unit_id`)}
    order by b.number, b.id`),
  );

export interface BudgetBurnRow extends Burn {
  costCenterBudgetId: string;
  costCenterId: string;
  costCenterCode: string;
  periodStart: string;
  periodEnd: string;
}

/**
 * As common tables, `spent`: what is used of each budget of a program (`id`, `invoiced`, `approved`): the parts of items
 * whose last day lies in its period that its cost center bears. The items are read once, however many the budgets are.
 */
export const spentOnBudgets = (programId: string, { tenantId }: Actor): SQL => {
  const live = sql`b.tenant_id = ${tenantId} and b.program_id = ${programId} and b.archived_at is null`;
  return sql`days as materialized (
    select min(lower(b.period)) as first, max(upper(b.period)) as until from cost_center_budgets b where ${live}),
  charged as materialized (
    select (part.value ->> 'costCenterId')::uuid as cost_center_id, i.work_date_to as day, i.state, sum((part.value ->> 'amount')::numeric) as amount
    from days join billing_items i on i.work_date_to >= days.first and i.work_date_to < days.until
    cross join jsonb_array_elements(i.allocation) as part (value)
    where i.tenant_id = ${tenantId} and i.program_id = ${programId} and i.state in ('approved', 'invoiced', 'paid') group by 1, 2, 3),
  spent as materialized (
    select b.id, ${used} from cost_center_budgets b
    left join charged u on u.cost_center_id = b.cost_center_id and u.day >= lower(b.period) and u.day < upper(b.period)
    where ${live} group by b.id)`;
};

/** What is used of the budgets of a program in force on a day, or of all, within what the caller sees; by cost center. */
export const burnOfBudgets = (
  { programId, on }: { programId: string; on?: string | undefined },
  { tx, actor }: Context,
): Promise<BudgetBurnRow[]> =>
  asTenant(tx, () =>
    tx.rows(sql`with ${spentOnBudgets(programId, actor)}
    select b.id as "costCenterBudgetId", b.cost_center_id as "costCenterId", c.code as "costCenterCode",
      lower(b.period)::text as "periodStart", (upper(b.period) - 1)::text as "periodEnd", ${burn(sql`r.budget_id`)}
    from cost_center_budgets b join cost_centers c on c.tenant_id = b.tenant_id and c.id = b.cost_center_id
    join spent w on w.id = b.id
    where b.tenant_id = ${actor.tenantId} and b.program_id = ${programId} and b.archived_at is null
      and b.period @> coalesce(${on ?? null}::date, lower(b.period)) and ${ownPart(actor, sql`null::uuid`)}
    order by c.code, lower(b.period)`),
  );
