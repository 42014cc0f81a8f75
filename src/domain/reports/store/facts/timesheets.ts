import { sql, type SQL } from 'drizzle-orm';
import { fact, type From } from '../../metrics/fact.ts';
import { beside, looked, type Own } from './gathered.ts';
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

const ofWeek = (table: string, alias: string, from: From): Own => {
  const as = sql.identifier(alias);
  return {
    from: sql`from ${from(table, alias)}`,
    keys: [
      [sql`${as}.tenant_id`, sql`r.tenant_id`],
      [sql`${as}.timesheet_id`, sql`r.id`],
    ],
  };
};

/** When the first submission of a week `r` was that was sent back, how often it was disputed, and what that is read from. */
function troubles(from: From, then: SQL | undefined): Record<'firstReturned' | 'disputed' | 'joined', SQL> {
  const [returns, disputes] = [
    ofWeek('timesheet_returns', 'b', from),
    ofWeek('timesheet_disputes', 'd', from),
  ];
  const [first, many] = [sql`min(b.submitted_at)`, sql`count(distinct d.revision)`];
  // Of tables beside the row, so that what needs it not reads it not.
  if (then === undefined)
    return {
      firstReturned: sql`(select ${first} ${looked(returns)})`,
      disputed: sql`(select ${many} ${looked(disputes)})`,
      joined: sql``,
    };
  return {
    firstReturned: sql`b.first_at`,
    disputed: sql`coalesce(d.many, 0)`,
    joined: sql`${beside('b', returns, sql`${first} as first_at`, then)} ${beside('d', disputes, sql`${many} as many`, then)}`,
  };
}

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
  rows(from, then) {
    const { firstReturned, disputed, joined } = troubles(from, then);
    return sql`
    select r.tenant_id, r.week_starts_on + 6, r.week_starts_on + 9, (r.approved_at at time zone r.time_zone)::date, r.id, r.worker_id,
      ${place}, r.vendor_id, m.tier, ${asked}, 1::bigint, (r.submitted_at is not null)::int::bigint,
      coalesce((coalesce(${firstReturned}, r.submitted_at) at time zone r.time_zone)::date <= r.week_starts_on + 9, false)::int::bigint,
      (r.approved_at is not null and r.state in ('approved', 'invoiced', 'disputed') and r.revision = 1 and ${firstReturned} is null)::int::bigint,
      case when r.submitted_at is null then 0 else r.revision end::bigint,
      ${disputed},
      ${hoursBetween(sql`r.submitted_at`, sql`r.approved_at`)}
    from ${from('timesheets', 'r')}
    ${assigned(from)} ${tiered(from)} ${located(from)} ${ordered(from, sql`a.order_id`)} ${joined}`;
  },
});
