import { sql } from 'drizzle-orm';
import { fact } from '../../metrics/fact.ts';
import { asked, orderColumns, place, placeColumns, placing, tiered, vendorColumns } from './hiring.ts';
import { marketMedian } from './market.ts';

/** What was agreed to be worked and at which rate, beside what the market charged. */
export const contracts = fact({
  name: 'contracts',
  summary:
    'One row the terms of a placement that were agreed over a stretch of days: each revision in force, of all who came or are to come.',
  columns: {
    tenant_id: { type: 'uuid', description: 'The tenant.' },
    revision_id: { type: 'uuid', description: 'The terms: a revision of the assignment.' },
    assignment_id: { type: 'uuid', description: 'The assignment.' },
    order_id: { type: 'uuid', description: 'The order.' },
    ...placeColumns,
    ...vendorColumns,
    ...orderColumns,
    worker_id: { type: 'uuid', description: 'The worker, as an id alone.' },
    date: { type: 'date', description: 'The first day of the terms, by the facility’s zone.' },
    ends_on: { type: 'date', description: 'The last day of the terms, as agreed.' },
    is_first: { type: 'boolean', description: 'Whether these are the terms on the agreed first day.' },
    contracted_hours: {
      type: 'numeric',
      description:
        'Hours a week × days ÷ 7, 2 decimals; none of work by the shift. An early end takes nothing away.',
    },
    currency: { type: 'text', description: 'ISO 4217.' },
    bill_rate: { type: 'numeric', description: 'The agreed rate of an hour, in `currency`.' },
    max_bill_rate: {
      type: 'numeric',
      description: 'The most that the order lets an hour cost, in `currency`; null where it says nothing.',
    },
    benchmark_rate: {
      type: 'numeric',
      description:
        'The median that the market charged on the first day, by the set that savings are reckoned against, in `currency`: the specialty’s before the profession’s, the state’s before the nation’s; null where none is known.',
    },
  },
  subject: { noun: 'assignment', column: 'assignment_id' },
  person: 'worker_id',
  rows: (from) => sql`
select r.tenant_id, r.id, r.assignment_id, r.order_id, ${place}, r.vendor_id, m.tier, ${asked}, r.worker_id, r.begins_on, r.ends_on,
  r.begins_on <= r.starts_on and (r.until is null or r.until > r.starts_on),
  case when r.kind = 'placement' then round(r.hours_per_week * greatest(r.ends_on - r.begins_on + 1, 0) / 7, 2) else 0 end,
  r.currency::text, r.bill_rate, o.max_bill_rate, ${marketMedian(from, sql`r.begins_on`)}
from (
  select v.tenant_id, v.id, v.assignment_id, a.order_id, v.program_id, v.facility_id, v.unit_id, v.vendor_id, v.worker_id, a.kind, a.starts_on,
    lower(v.effective) as begins_on, upper(v.effective) as until, least(v.ends_on, upper(v.effective) - 1) as ends_on, v.hours_per_week,
    v.currency, v.bill_rate
  from ${from('assignment_revisions', 'v')}
  join ${from('assignments', 'a')} on a.tenant_id = v.tenant_id and a.id = v.assignment_id
  where v.state = 'in_force' and a.state in ('pending', 'active', 'suspended', 'ended')
) r${placing(from)}${tiered(from)}`,
});
