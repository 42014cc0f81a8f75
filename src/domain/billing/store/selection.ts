import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import { waitingItems, weekOf, type Waiting } from './waiting-items.ts';

/** Ids as one parameter of any length, to be joined and not compared one by one. */
export const listed = (ids: string): SQL => sql`(select listed.id from unnest(${ids}::uuid[]) listed (id))`;

/** Whether what a selection reads is held until the transaction ends, and the weeks (uuid[]) that are. */
export type Holding = { weeks: string } | null;

// Where the fee's basis is the invoice a client-funded one comes on top of what waits.
const asked = sql`case when w.fee_basis = 'invoice' and w.fee_model = 'client_funded'
  then round(w.vendor_amount * (1 + w.fee_percent / 100), 2) else w.amount end`;

/**
 * What a run of the program up to and with a day finds, as common tables to go before a statement: `waiting` (all of
 * it), `held` (`id`, `purchase_order_id`: what a blocking purchase order has too little left for) and `billed` (the
 * rest). An order takes weeks and other sources whole, by their first day, until one goes beyond what is left;
 * a credit always fits.
 */
export function selection(asking: Waiting, { actor }: Context, holding: Holding): SQL {
  const tenant = actor.tenantId;
  const among = holding
    ? sql`and (${weekOf(sql`i`)} is null or ${weekOf(sql`i`)} in ${listed(holding.weeks)}) order by i.id for update of i`
    : sql``;
  return sql`waiting as materialized (
    select i.id, i.vendor_id, i.currency, i.fee_model, i.fee_basis, i.fee_percent, i.amount, i.fee_amount, i.vendor_amount,
      i.allocation, i.purchase_order_id, i.work_date_from, coalesce(${weekOf(sql`i`)}, i.source_id) as source
    from billing_items i where ${waitingItems(asking, tenant)} ${among}),
  room as (
    select o.id, o.amount - coalesce((select sum(b.amount) from billing_items b where b.tenant_id = ${tenant}
      and b.purchase_order_id = o.id and b.state in ('invoiced', 'paid')), 0) as amount
    from purchase_orders o where o.tenant_id = ${tenant} and o.when_exhausted = 'block'
      and o.id in (select w.purchase_order_id from waiting w)),
  burning as (
    select w.purchase_order_id, w.source, min(w.work_date_from) as day, sum(${asked}) as amount
    from waiting w join room on room.id = w.purchase_order_id group by 1, 2),
  beyond as (
    select upto.source, upto.purchase_order_id from (select b.source, b.purchase_order_id, b.amount as own,
        sum(b.amount) over (partition by b.purchase_order_id order by b.day, b.source) as amount from burning b) upto
    join room on room.id = upto.purchase_order_id where upto.amount > room.amount and upto.own > 0),
  held as (
    select w.id, w.amount, coalesce(
      (select b.purchase_order_id from beyond b where b.source = w.source and b.purchase_order_id = w.purchase_order_id),
      (select b.purchase_order_id from beyond b where b.source = w.source order by 1 limit 1)) as purchase_order_id
    from waiting w where w.source in (select b.source from beyond b)),
  billed as (
    select w.id, w.vendor_id, w.currency, w.fee_model, w.fee_basis, w.fee_percent, w.amount, w.vendor_amount, w.allocation
    from waiting w where not exists (select from held h where h.id = w.id))`;
}

/**
 * As common tables after `selection`: `fees`, which holds the money of each of the `billed` whose fee's basis is the
 * invoice. The percentage of what all of a vendor's items under the same terms charge is shared out over them by largest
 * remainder, of equal ones to the earlier id; an allocation follows its amount in the same manner.
 */
export const settlement: SQL = sql`sized as (
    select b.id, b.vendor_id, b.currency, b.fee_model, b.fee_percent, b.allocation, b.amount as before,
      case b.fee_model when 'client_funded' then b.vendor_amount else b.amount end as charge
    from billed b where b.fee_basis = 'invoice' and b.fee_model <> 'none'),
  together as (
    select s.id, s.vendor_id, s.currency, s.fee_model, s.fee_percent, s.allocation, s.before, s.charge, abs(s.charge) * 100 as size, sum(abs(s.charge) * 100) over terms as whole,
      round(sum(s.charge) over terms * s.fee_percent) as fee_cents
    from sized s window terms as (partition by s.vendor_id, s.currency, s.fee_model, s.fee_percent)),
  cut as (
    select t.id, t.vendor_id, t.currency, t.fee_model, t.fee_percent, t.allocation, t.before, t.charge, t.whole, t.fee_cents,
      coalesce(div(abs(t.fee_cents) * t.size, nullif(t.whole, 0)), 0) as cents,
      coalesce(mod(abs(t.fee_cents) * t.size, nullif(t.whole, 0)), 0) as remainder
    from together t),
  shared as (
    select c.id, c.fee_model, c.allocation, c.before, c.charge, sign(c.fee_cents) * (c.cents + case when c.whole > 0 and row_number() over (terms order by c.remainder desc, c.id)
      <= abs(c.fee_cents) - sum(c.cents) over terms then 1 else 0 end) / 100 as fee
    from cut c window terms as (partition by c.vendor_id, c.currency, c.fee_model, c.fee_percent)),
  fees as (
    select s.id, s.fee::numeric(14, 2) as fee_amount,
      (case s.fee_model when 'client_funded' then s.charge + s.fee else s.charge end)::numeric(14, 2) as amount,
      (case s.fee_model when 'client_funded' then s.charge else s.charge - s.fee end)::numeric(14, 2) as vendor_amount,
      case when s.fee_model <> 'client_funded' or s.fee = s.before - s.charge or s.allocation = '[]'::jsonb then s.allocation
        else coalesce((select jsonb_agg(jsonb_build_object('costCenterId', p.part ->> 'costCenterId', 'code', p.part ->> 'code', 'amount',
            ((sign(s.charge + s.fee) * (p.cents + p.extra) / 100)::numeric(14, 2))::text) order by p.place)
          from (select q.part, q.place, q.cents, case when row_number() over (order by q.remainder desc, q.place) <= q.asked - sum(q.cents) over () then 1 else 0 end as extra
            from (select w.part, w.place, w.asked, div(w.asked * w.weight, nullif(sum(w.weight) over (), 0)) as cents,
                mod(w.asked * w.weight, nullif(sum(w.weight) over (), 0)) as remainder
              from (select e.part, e.place, abs((e.part ->> 'amount')::numeric) * 100 as weight, abs(s.charge + s.fee) * 100 as asked
                from jsonb_array_elements(s.allocation) with ordinality as e (part, place)
                -- What no cost center bears has its share too.
                union all select null, jsonb_array_length(s.allocation) + 1, abs(s.before - (select sum((e.part ->> 'amount')::numeric)
                  from jsonb_array_elements(s.allocation) as e (part))) * 100, abs(s.charge + s.fee) * 100) w) q) p
          where p.part is not null and p.cents + p.extra > 0), s.allocation) end as allocation
    from shared s)`;
