import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '../../../../kernel/operation.ts';
import { spentOnBudgets } from './burned.ts';

/** A threshold that was just reached, with whose it is as events name it. */
export interface Reached {
  id: string;
  version: number;
  programId: string;
  facilityId: string | null;
  threshold: number;
}

const unreached = (key: SQL) => sql`exists (select from unnest(b.thresholds) as wanted (threshold)
  where not exists (select from burn_thresholds r where r.tenant_id = b.tenant_id and ${key} = b.id
    and r.amount = b.amount and r.threshold = wanted.threshold))`;

const openOrders = sql`purchase_orders b where b.state = 'open' and ${unreached(sql`r.purchase_order_id`)}`;
const liveBudgets = sql`cost_center_budgets b where b.archived_at is null and ${unreached(sql`r.budget_id`)}`;

/** Whether anything of a program has thresholds that are not reached, and no measuring of it is under way by `timer`. */
export async function isToBeMeasured(
  programId: string,
  timer: string,
  { tx, actor }: Context,
): Promise<boolean> {
  const own = sql`and b.tenant_id = ${actor.tenantId} and b.program_id = ${programId}`;
  const [watched] = await tx.rows<{ is: boolean }>(
    sql`select (exists (select from ${openOrders} ${own}) or exists (select from ${liveBudgets} ${own})) as is`,
  );
  if (!watched!.is) return false;
  // One that is being fired is held, and may not see what was just committed; one that is not waits for this transaction.
  const set =
    await tx.rows(sql`select t.id from timers t where t.tenant_id = ${actor.tenantId} and t.subject_id = ${programId}
    and t.name = ${timer} and t.state = 'set' order by t.id limit 1 for share of t skip locked`);
  return set.length === 0;
}

const keep = (
  column: 'purchase_order_id' | 'budget_id',
  table: 'purchase_orders' | 'cost_center_budgets',
  from: SQL,
  used: SQL,
  programId: string,
  { actor, now }: Context,
  before = sql``,
) => sql`with ${before} burned as materialized (
    select b.tenant_id, b.program_id, b.facility_id, b.id, b.amount, b.thresholds, (${used}) as burned from ${from}
      and b.tenant_id = ${actor.tenantId} and b.program_id = ${programId}
  ), reached as (
    insert into burn_thresholds (tenant_id, program_id, facility_id, ${sql.identifier(column)}, threshold, amount, burned, reached_on, state, created_at, updated_at)
    select b.tenant_id, b.program_id, b.facility_id, b.id, wanted.threshold, b.amount, b.burned,
      (${now}::timestamptz at time zone p.time_zone)::date, 'reached', ${now}::timestamptz, ${now}::timestamptz
    from burned b cross join unnest(b.thresholds) as wanted (threshold)
    join programs p on p.tenant_id = b.tenant_id and p.id = b.program_id
    where b.burned * 100 >= b.amount * wanted.threshold
    on conflict on constraint burn_thresholds_once do nothing
    returning ${sql.identifier(column)} as id, threshold
  ) select o.id, o.version, o.program_id as "programId", o.facility_id as "facilityId", r.threshold
    from reached r join ${sql.identifier(table)} o on o.tenant_id = ${actor.tenantId} and o.id = r.id order by o.id, r.threshold`;

/** Keeps the thresholds that the open orders of a program have reached of their amounts, and answers those new to us. */
export const reachedByOrders = (programId: string, context: Context): Promise<Reached[]> =>
  context.tx.rows(
    keep(
      'purchase_order_id',
      'purchase_orders',
      openOrders,
      sql`select coalesce(sum(i.amount), 0) from billing_items i where i.tenant_id = b.tenant_id
        and i.purchase_order_id = b.id and i.state in ('approved', 'invoiced', 'paid')`,
      programId,
      context,
    ),
  );

/** The same of the budgets of its cost centers. */
export const reachedByBudgets = (programId: string, context: Context): Promise<Reached[]> =>
  context.tx.rows(
    keep(
      'budget_id',
      'cost_center_budgets',
      liveBudgets,
      sql`select w.invoiced + w.approved from spent w where w.id = b.id`,
      programId,
      context,
      sql`${spentOnBudgets(programId, context.actor)},`,
    ),
  );
