import { sql, type SQL } from 'drizzle-orm';
import { fact, type From } from '../../metrics/fact.ts';
import { asked, hoursBetween, orderColumns, place, placeColumns, tiered, vendorColumns } from './hiring.ts';
import { assigned, located, ordered, tenantColumn } from './kept.ts';
import { approvalPeople } from './people.ts';
import { approvalColumns, timesheetApprovals } from './timesheet-approvals.ts';
import {
  timesheetsByFacility,
  timesheetsByUnit,
  timesheetsByVendor,
  weekColumns,
  weekDays,
} from './timesheet-totals.ts';

/** When the first submission of a week `r` was that was sent back; beside the row, so that what needs it not reads it not. */
const firstReturned = (from: From): SQL => sql`(
  select min(b.submitted_at) from ${from('timesheet_returns', 'b')} where b.tenant_id = r.tenant_id and b.timesheet_id = r.id)`;

/** A worker's week on an assignment. */
export const timesheets = fact({
  name: 'timesheets',
  summary: 'A worker’s week on an assignment, from when it was opened.',
  columns: {
    ...tenantColumn,
    ...weekDays,
    approved_on: approvalColumns.approved_on,
    timesheet_id: { type: 'uuid', description: 'The week.' },
    worker_id: { type: 'uuid', description: 'Whose week it is.' },
    ...placeColumns,
    ...vendorColumns,
    ...orderColumns,
    ...weekColumns,
    approval_hours: approvalColumns.approval_hours,
  },
  subject: { noun: 'timesheet', column: 'timesheet_id' },
  person: 'worker_id',
  totals: [timesheetsByVendor, timesheetsByFacility, timesheetsByUnit, timesheetApprovals],
  people: [approvalPeople],
  rows: (from) => sql`
    select r.tenant_id, r.week_starts_on + 6, r.week_starts_on + 9, (r.approved_at at time zone r.time_zone)::date, r.id, r.worker_id,
      ${place}, r.vendor_id, m.tier, ${asked}, 1::bigint, (r.submitted_at is not null)::int::bigint,
      coalesce((coalesce(${firstReturned(from)}, r.submitted_at) at time zone r.time_zone)::date <= r.week_starts_on + 9, false)::int::bigint,
      (r.approved_at is not null and r.state in ('approved', 'invoiced', 'disputed') and r.revision = 1 and ${firstReturned(from)} is null)::int::bigint,
      case when r.submitted_at is null then 0 else r.revision end::bigint,
      (select count(distinct d.revision) from ${from('timesheet_disputes', 'd')} where d.tenant_id = r.tenant_id and d.timesheet_id = r.id),
      ${hoursBetween(sql`r.submitted_at`, sql`r.approved_at`)}
    from ${from('timesheets', 'r')}
    ${assigned(from)} ${tiered(from)} ${located(from)} ${ordered(from, sql`a.order_id`)}`,
});
