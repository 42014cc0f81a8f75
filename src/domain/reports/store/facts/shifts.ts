import { sql } from 'drizzle-orm';
import { fact } from '../../metrics/fact.ts';
import { asked, orderColumns, place, placeColumns, tiered, vendorColumns } from './hiring.ts';
import { located, ordered, tenantColumn } from './kept.ts';
import { peopleOfWork } from './people.ts';
import { fillColumns, shiftTotals } from './shift-totals.ts';

/** A shift that is over and was to be filled. */
export const shifts = fact({
  name: 'shifts',
  summary:
    'A shift that is over: worked, missed, given up by its vendor, or posted and taken by nobody. Shifts that the client or the operator canceled are none.',
  columns: {
    ...tenantColumn,
    date: { type: 'date', description: 'The day on which it was to begin, by the facility’s zone.' },
    shift_id: { type: 'uuid', description: 'The shift.' },
    worker_id: { type: 'uuid', description: 'Who had taken it; null where nobody had.' },
    ...placeColumns,
    ...vendorColumns,
    ...orderColumns,
    ...fillColumns,
  },
  subject: { noun: 'shift', column: 'shift_id' },
  person: 'worker_id',
  totals: shiftTotals('shifts', 'Shifts that are over', fillColumns),
  people: [peopleOfWork('shifts', ['count(*)', 'sum(posted)'])],
  rows: (from) => sql`
    select r.tenant_id, r.local_date, r.id, r.worker_id, ${place}, r.vendor_id, m.tier, ${asked}, 1::bigint,
      (r.state in ('completed', 'reported'))::int::bigint,
      case when r.replaces_shift_id is null then floor(extract(epoch from r.ends_at - r.starts_at) / 60) - r.meal_minutes else 0 end::bigint,
      case when r.state in ('completed', 'reported') then coalesce(floor(extract(epoch from
        r.actual_ends_at - r.actual_starts_at - coalesce(r.meal_ends_at - r.meal_starts_at, interval '0')) / 60), 0) else 0 end::bigint
    from ${from('shifts', 'r')} ${tiered(from)} ${located(from)} ${ordered(from)}
    where r.state in ('completed', 'reported', 'no_show') or (r.state = 'unfilled' and r.posted_at is not null)
      or (r.state = 'canceled' and r.canceled_by = 'vendor')`,
});
