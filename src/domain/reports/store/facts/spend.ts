import { sql } from 'drizzle-orm';
import { fact } from '../../metrics/fact.ts';
import { orderColumns, placeColumns, tiered, vendorColumns } from './hiring.ts';
import { assigned, currencyColumn, located, ordered, tenantColumn } from './kept.ts';
import { accruedPeople, invoicedPeople } from './people.ts';
import { amountColumns, diverseColumn, feeColumns, isCertified } from './spend-columns.ts';
import {
  spendByCostCenter,
  spendByFacility,
  spendByOrder,
  spendByUnit,
  spendByVendor,
} from './spend-totals.ts';

/** A charge as far as a cost center bears it. */
export const spend = fact({
  name: 'spend',
  summary:
    'What a cost center bears of a charge: a row for each share, one for what no cost center bears. Drafts and voided charges are at 0.',
  columns: {
    ...tenantColumn,
    date: { type: 'date', description: 'The last day worked, or the day on which the charge fell due.' },
    billing_item_id: { type: 'uuid', description: 'The charge.' },
    worker_id: { type: 'uuid', description: 'Whose work it is; null where nobody’s.' },
    program_id: placeColumns.program_id,
    facility_id: placeColumns.facility_id,
    unit_id: placeColumns.unit_id,
    cost_center_id: { type: 'uuid', description: 'The cost center that bears it; null where none does.' },
    ...vendorColumns,
    ...orderColumns,
    engagement_kind: { type: 'text', description: 'staffing (contract, per diem), direct_hire or services.' },
    item_kind: {
      type: 'text',
      description: 'What is charged: hours, expense, penalty, adjustment and so on.',
    },
    ...currencyColumn,
    ...amountColumns,
    ...feeColumns,
    ...diverseColumn,
  },
  subject: { noun: 'billingItem', column: 'billing_item_id' },
  person: 'worker_id',
  totals: [spendByVendor, spendByFacility, spendByUnit, spendByCostCenter, spendByOrder],
  people: [accruedPeople, invoicedPeople],
  rows: (from) => sql`
    select r.tenant_id, r.work_date_to, r.id, r.worker_id, r.program_id, r.facility_id, r.unit_id, c.cost_center_id, r.vendor_id, m.tier,
      o.profession, o.specialty, o.type,
      -- Of a charge to whoever may see it and not its order, too, as the kept sums have it.
      case when o.type = 'direct_hire' or g.kind in ('placement_fee', 'placement_refund') then 'direct_hire'
        when o.type is not null or r.assignment_id is not null or g.order_id is not null then 'staffing'
        when r.kind = 'deliverable' then 'services' end,
      f.state::text, o.authors[1], r.kind, r.currency::text,
      case when r.state in ('approved', 'invoiced', 'paid') then c.amount else 0 end,
      case when r.state in ('invoiced', 'paid') then c.amount else 0 end,
      case when r.state in ('approved', 'invoiced', 'paid') and c.place = 1 then r.fee_amount else 0 end,
      case when r.state in ('invoiced', 'paid') and c.place = 1 then r.fee_amount else 0 end,
      case when r.state in ('approved', 'invoiced', 'paid') and c.place = 1 and r.kind = 'service_credit' then -r.amount else 0 end,
      case when r.state in ('approved', 'invoiced', 'paid') and ${isCertified(from, sql`r.work_date_to`)} then c.amount else 0 end
    from ${from('billing_items', 'r')}
    cross join lateral (
      select (s.share ->> 'costCenterId')::uuid as cost_center_id, (s.share ->> 'amount')::numeric as amount, s.place
      from jsonb_array_elements(r.allocation) with ordinality s (share, place)
      union all
      select null, r.amount - coalesce(sum((s.share ->> 'amount')::numeric), 0), 1 + count(*)
      from jsonb_array_elements(r.allocation) s (share)
      having count(*) = 0 or sum((s.share ->> 'amount')::numeric) <> r.amount) c
    ${assigned(from)}
    left join ${from('charges', 'g')} on r.assignment_id is null and r.source_noun = 'charge' and g.tenant_id = r.tenant_id and g.id = r.source_id
    ${ordered(from, sql`coalesce(a.order_id, g.order_id)`)}
    ${tiered(from)} ${located(from)}`,
});
