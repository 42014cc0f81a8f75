import { sql } from 'drizzle-orm';
import { fact, type FactColumn } from '../../metrics/fact.ts';
import {
  asked,
  dayThere,
  orderColumns,
  place,
  placeColumns,
  placing,
  tiered,
  vendorColumns,
} from './hiring.ts';

const flag = (description: string): FactColumn => ({ type: 'boolean', description });
const day = (description: string): FactColumn => ({ type: 'date', description });

/** What became of those who accepted. */
export const assignments = fact({
  name: 'assignments',
  summary:
    'One row a placement of a worker: an assignment (of an accepted offer, or made by a booked shift), or a hire by the client itself.',
  columns: {
    tenant_id: { type: 'uuid', description: 'The tenant.' },
    placed_id: { type: 'uuid', description: 'The assignment, or the placement of a direct hire.' },
    assignment_id: { type: 'uuid', description: 'The assignment; null of a direct hire.' },
    order_id: { type: 'uuid', description: 'The order.' },
    ...placeColumns,
    ...vendorColumns,
    ...orderColumns,
    worker_id: { type: 'uuid', description: 'The worker, as an id alone.' },
    date: day('The day on which the offer was accepted (the shift booked), by the facility’s zone.'),
    accepted_at: {
      type: 'timestamptz',
      description: 'When the offer was accepted, or the first shift booked.',
    },
    is_offered: flag('Whether an offer was accepted; work by the shift has none.'),
    assignment_state: {
      type: 'text',
      description:
        'pending, active, suspended, ended, canceled or no_show; of a direct hire accepted, started, guaranteed, left or fell_off.',
    },
    agreed_on: day('The agreed first day.'),
    started_on: day('The first day worked; null of who has not begun.'),
    planned_end_on: day('The agreed last day, extensions in it; null of a direct hire.'),
    ended_on: day('The last day; null while it runs, and of a direct hire.'),
    end_kind: { type: 'text', description: 'completed, early or converted; null while it runs.' },
    end_reason_code: { type: 'text', description: 'Why it ended, as a code; null while it runs.' },
    is_running: flag('Whether the worker has begun and not ended; also who is suspended.'),
    has_fallen_off: flag('Whether the worker never began and never will: canceled by any side, or no-show.'),
    was_extended: flag('Whether terms with a later last day came into force.'),
  },
  subject: { noun: 'assignment', column: 'assignment_id' },
  person: 'worker_id',
  instants: { date: 'accepted_at' },
  rows: (from) => sql`
select r.tenant_id, r.id, r.assignment_id, r.order_id, ${place}, r.vendor_id, m.tier, ${asked}, r.worker_id, ${dayThere(sql`r.created_at`)},
  r.created_at, r.is_offered, r.state, r.starts_on, r.started_on, r.ends_on, r.ended_on, r.end_kind, r.end_reason_code,
  r.state in ('active', 'suspended', 'started', 'guaranteed'), r.state in ('canceled', 'no_show', 'fell_off'),
  exists (select from ${from('assignment_revisions', 'v')} where v.tenant_id = r.tenant_id and v.assignment_id = r.assignment_id
    and v.state in ('in_force', 'superseded') and 'extension' = any (v.kinds))
from (
  select a.tenant_id, a.id, a.id as assignment_id, a.order_id, a.program_id, a.facility_id, a.unit_id, a.vendor_id, a.worker_id, a.created_at,
    a.kind = 'placement' as is_offered, a.state, a.starts_on, a.started_on, a.ends_on, a.ended_on, a.end_kind, a.end_reason_code
  from ${from('assignments', 'a')}
  union all
  select h.tenant_id, h.id, null::uuid, h.order_id, h.program_id, h.facility_id, h.unit_id, h.vendor_id, h.worker_id, h.created_at,
    true, h.state, h.starts_on, h.started_on, null::date, null::date, null::text, null::text
  from ${from('placements', 'h')}
) r${placing(from)}${tiered(from)}`,
});
