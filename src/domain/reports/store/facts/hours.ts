import { sql } from 'drizzle-orm';
import { fact } from '../../metrics/fact.ts';
import { asked, orderColumns, place, placeColumns, tiered, vendorColumns } from './hiring.ts';
import { hoursByOrder, hoursByUnit, hoursByUnitWeek, hoursByVendor, minuteColumns } from './hours-totals.ts';
import { located, ordered, tenantColumn } from './kept.ts';
import { peopleOfWork } from './people.ts';

/** Worked hours of the version of a week that stands approved, by day and hour type. */
export const hours = fact({
  name: 'hours',
  summary:
    'Hours of a day, hour type and rate in the version of a week that stands approved, also while it is disputed; standby, premiums and differentials are none.',
  columns: {
    ...tenantColumn,
    date: { type: 'date', description: 'The workday, by the pay policy and the facility’s zone.' },
    timesheet_id: { type: 'uuid', description: 'The week.' },
    worker_id: { type: 'uuid', description: 'Who worked.' },
    ...placeColumns,
    ...vendorColumns,
    ...orderColumns,
    hour_type: {
      type: 'text',
      description: 'regular, overtime, double_time, holiday, callback or orientation.',
    },
    ...minuteColumns,
  },
  subject: { noun: 'timesheet', column: 'timesheet_id' },
  person: 'worker_id',
  totals: [hoursByVendor, hoursByUnit, hoursByUnitWeek, hoursByOrder],
  people: [peopleOfWork('hours', ['count(*)'])],
  rows: (from) => sql`
    select r.tenant_id, r.work_date, r.timesheet_id, r.worker_id, ${place}, r.vendor_id, m.tier, ${asked}, r.hour_type, r.minutes::bigint,
      case when r.hour_type in ('overtime', 'double_time') then r.minutes else 0 end::bigint
    from ${from('timesheet_lines', 'r')}
    join ${from('timesheets', 't')} on t.tenant_id = r.tenant_id and t.id = r.timesheet_id and t.revision = r.revision
    left join ${from('assignments', 'a')} on a.tenant_id = t.tenant_id and a.id = t.assignment_id
    ${tiered(from)} ${located(from)} ${ordered(from, sql`a.order_id`)}
    where t.approved_at is not null and t.state in ('approved', 'invoiced', 'disputed')
      and r.hour_type in ('regular', 'overtime', 'double_time', 'holiday', 'callback', 'orientation')`,
});
