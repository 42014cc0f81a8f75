import { sql } from 'drizzle-orm';
import { workedTypes } from '../../../time/index.ts';
import { fact } from '../../metrics/fact.ts';
import { asked, orderColumns, place, placeColumns, placing, tiered, vendorColumns } from './hiring.ts';
import { marketMedian } from './market.ts';

/** What was worked under agreed terms, beside what the market charged when they began. */
export const contractWeeks = fact({
  name: 'contract_weeks',
  summary:
    'One row the hours of an approved week that were worked under the same terms: one a week, more where they changed within it.',
  columns: {
    tenant_id: { type: 'uuid', description: 'The tenant.' },
    timesheet_id: { type: 'uuid', description: 'The week.' },
    revision_id: { type: 'uuid', description: 'The terms: a revision of the assignment.' },
    assignment_id: { type: 'uuid', description: 'The assignment.' },
    order_id: { type: 'uuid', description: 'The order.' },
    ...placeColumns,
    ...vendorColumns,
    ...orderColumns,
    worker_id: { type: 'uuid', description: 'The worker, as an id alone.' },
    date: { type: 'date', description: 'The last day of the week, by the facility’s zone.' },
    worked_hours: {
      type: 'numeric',
      description: 'Hours worked, each counted once; on-call standby is none.',
    },
    currency: { type: 'text', description: 'ISO 4217.' },
    bill_rate: { type: 'numeric', description: 'The agreed rate of a regular hour, in `currency`.' },
    benchmark_rate: {
      type: 'numeric',
      description:
        'The median that the market charged on the first day of the terms, by the set that savings are reckoned against, in `currency`; null where none is known.',
    },
  },
  subject: { noun: 'timesheet', column: 'timesheet_id' },
  person: 'worker_id',
  rows: (from) => sql`
select r.tenant_id, r.timesheet_id, r.id, r.assignment_id, r.order_id, ${place}, r.vendor_id, m.tier, ${asked}, r.worker_id,
  r.week_starts_on + 6, r.minutes::numeric / 60, r.currency::text, r.bill_rate, ${marketMedian(from, sql`r.begins_on`)}
from (
  select t.tenant_id, t.id as timesheet_id, v.id, t.assignment_id, a.order_id, t.program_id, t.facility_id, t.unit_id, t.vendor_id, t.worker_id,
    t.week_starts_on, lower(v.effective) as begins_on, v.currency, v.bill_rate,
    case when lower(v.effective) <= greatest(t.week_starts_on, a.starts_on) and coalesce(upper(v.effective) > t.week_starts_on + 6, true)
      then t.minutes else (
        select coalesce(sum(l.minutes), 0) from ${from('timesheet_lines', 'l')}
        where l.tenant_id = t.tenant_id and l.timesheet_id = t.id and l.revision = t.revision and l.differential_code is null
          and l.hour_type in (${sql.join(
            workedTypes.map((type) => sql`${type}`),
            sql`, `,
          )}) and l.work_date <@ v.effective) end as minutes
  from ${from('timesheets', 't')}
  join ${from('assignments', 'a')} on a.tenant_id = t.tenant_id and a.id = t.assignment_id
  join ${from('assignment_revisions', 'v')} on v.tenant_id = t.tenant_id and v.assignment_id = t.assignment_id and v.state = 'in_force'
    and lower(v.effective) <= t.week_starts_on + 6 and coalesce(upper(v.effective) > t.week_starts_on, true)
  where t.state in ('approved', 'invoiced', 'disputed') and t.approved_at is not null
) r${placing(from)}${tiered(from)}`,
});
