import { sql } from 'drizzle-orm';
import { fact } from '../../metrics/fact.ts';
import { asked, hoursBetween, orderColumns, place, placeColumns, tiered, vendorColumns } from './hiring.ts';
import { assigned, located, ordered, tenantColumn } from './kept.ts';
import { timesheetsByUnit, timesheetsByVendor, weekColumns, weekDays } from './timesheet-totals.ts';

/** A worker's week on an assignment. */
export const timesheets = fact({
  name: 'timesheets',
  summary: 'A worker’s week on an assignment, from when it was opened.',
  columns: {
    ...tenantColumn,
    ...weekDays,
    approved_on: {
      type: 'date',
      description: 'The day of its approval, by the facility’s zone; null where there was none.',
    },
    timesheet_id: { type: 'uuid', description: 'The week.' },
    worker_id: { type: 'uuid', description: 'Whose week it is.' },
    ...placeColumns,
    ...vendorColumns,
    ...orderColumns,
    ...weekColumns,
    approval_hours: {
      type: 'numeric',
      description:
        'Hours, exact, from the submission that was approved to its approval; null where there was none.',
    },
  },
  subject: { noun: 'timesheet', column: 'timesheet_id' },
  person: 'worker_id',
  totals: [timesheetsByVendor, timesheetsByUnit],
  rows: (from) => sql`
    select r.tenant_id, r.week_starts_on + 6, r.week_starts_on + 9, (r.approved_at at time zone r.time_zone)::date, r.id, r.worker_id,
      ${place}, r.vendor_id, m.tier, ${asked}, 1::bigint, (r.submitted_at is not null)::int::bigint,
      coalesce((coalesce(b.first_submitted_at, r.submitted_at) at time zone r.time_zone)::date <= r.week_starts_on + 9, false)::int::bigint,
      (r.approved_at is not null and r.state in ('approved', 'invoiced', 'disputed') and r.revision = 1 and b.first_submitted_at is null)::int::bigint,
      case when r.submitted_at is null then 0 else r.revision end::bigint,
      (select count(distinct d.revision) from ${from('timesheet_disputes', 'd')} where d.tenant_id = r.tenant_id and d.timesheet_id = r.id),
      ${hoursBetween(sql`r.submitted_at`, sql`r.approved_at`)}
    from ${from('timesheets', 'r')}
    left join lateral (select min(x.submitted_at) as first_submitted_at from ${from('timesheet_returns', 'x')}
      where x.tenant_id = r.tenant_id and x.timesheet_id = r.id) b on true
    ${assigned(from)} ${tiered(from)} ${located(from)} ${ordered(from, sql`a.order_id`)}`,
});
