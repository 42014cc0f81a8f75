import { sql } from 'drizzle-orm';
import { fact } from '../../metrics/fact.ts';
import { asked, orderColumns, place, placeColumns, tiered, vendorColumns } from './hiring.ts';
import { located, ordered, tenantColumn } from './kept.ts';

/** What was found amiss with the time of a day. */
export const timeExceptions = fact({
  name: 'time_exceptions',
  summary: 'Something found amiss with the time of a day, and whether it is open.',
  columns: {
    ...tenantColumn,
    date: { type: 'date', description: 'The workday, by the facility’s zone.' },
    time_exception_id: { type: 'uuid', description: 'The finding.' },
    timesheet_id: { type: 'uuid', description: 'The week that it is of.' },
    worker_id: { type: 'uuid', description: 'Whose time it is.' },
    ...placeColumns,
    ...vendorColumns,
    ...orderColumns,
    code: { type: 'text', description: 'What was found: missing_out, late_meal and so on.' },
    open: { type: 'bigint', description: '1 while nobody has decided on it and it still holds.' },
  },
  subject: { noun: 'timeException', column: 'time_exception_id' },
  person: 'worker_id',
  rows: (from) => sql`
    select r.tenant_id, r.work_date, r.id, r.timesheet_id, r.worker_id, ${place}, r.vendor_id, m.tier, ${asked}, r.code,
      (r.state = 'open')::int::bigint
    from ${from('time_exceptions', 'r')}
    left join ${from('timesheets', 't')} on t.tenant_id = r.tenant_id and t.id = r.timesheet_id
    left join ${from('assignments', 'a')} on a.tenant_id = t.tenant_id and a.id = t.assignment_id
    ${tiered(from)} ${located(from)} ${ordered(from, sql`a.order_id`)}`,
});
