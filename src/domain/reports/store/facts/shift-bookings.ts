import { sql } from 'drizzle-orm';
import { fact } from '../../metrics/fact.ts';
import { asked, orderColumns, place, placeColumns, tiered, vendorColumns } from './hiring.ts';
import { located, ordered, tenantColumn } from './kept.ts';
import { peopleOfWork } from './people.ts';
import { bookingColumns, shiftTotals } from './shift-totals.ts';

/** What came of a worker's booking of a shift. */
export const shiftBookings = fact({
  name: 'shift_bookings',
  summary:
    'A worker’s booking of a shift that is over: worked, missed, or called off late. A shift that was called off and taken anew is two.',
  columns: {
    ...tenantColumn,
    date: { type: 'date', description: 'The day on which the shift was to begin, by the facility’s zone.' },
    shift_id: { type: 'uuid', description: 'The shift.' },
    worker_id: { type: 'uuid', description: 'Who was to come.' },
    ...placeColumns,
    ...vendorColumns,
    ...orderColumns,
    ...bookingColumns,
  },
  subject: { noun: 'shift', column: 'shift_id' },
  person: 'worker_id',
  totals: shiftTotals('shift_bookings', 'Bookings of shifts', bookingColumns),
  people: [peopleOfWork('bookings', ['count(*)', 'sum(scheduled)'])],
  rows: (from) => sql`
    select r.tenant_id, r.local_date, r.shift_id, r.worker_id, ${place}, r.vendor_id, m.tier, ${asked}, 1::bigint, r.no_show::bigint, r.call_off::bigint
    from (
      select s.tenant_id, s.local_date, s.id as shift_id, s.worker_id, s.program_id, s.facility_id, s.unit_id, s.vendor_id, s.order_id,
        (s.state = 'no_show')::int as no_show, 0 as call_off
      from ${from('shifts', 's')} where s.state in ('completed', 'reported', 'no_show')
      union all
      select e.tenant_id, e.shift_on, e.shift_id, e.worker_id, e.program_id, e.facility_id, e.unit_id, e.vendor_id, e.order_id, 0, 1
      from ${from('attendance_events', 'e')} where e.kind = 'call_off_worker') r
    ${tiered(from)} ${located(from)} ${ordered(from)}`,
});
