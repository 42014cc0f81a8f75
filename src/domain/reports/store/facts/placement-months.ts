import { sql } from 'drizzle-orm';
import { fact } from '../../metrics/fact.ts';

/**
 * A placement in a month in which it was under way, and beside it each do-not-return that followed it, in the month of
 * its mark: what HCSS-4 and HCSS-5 divide. A mark counts with the placement before it, over by then or not, lifted since
 * or not, as `doNotReturnRate` counts it.
 */
export const placementMonths = fact({
  name: 'placement_months',
  summary:
    'A placement in a calendar month on a day of which it was under way, or a do-not-return mark after a placement, in the month of the mark.',
  columns: {
    tenant_id: { type: 'uuid', description: 'The tenant.' },
    date: {
      type: 'date',
      description:
        'The first day of the month on which it was under way; of a mark, its day by the facility’s zone, or by the program’s where all of it is closed.',
    },
    assignment_id: { type: 'uuid', description: 'The placement.' },
    worker_id: { type: 'uuid', description: 'The person placed or marked.' },
    mark_kind: {
      type: 'text',
      description: 'clinical or professional for a do-not-return mark; null for a month of a placement.',
    },
    program_id: { type: 'uuid', description: 'The program of the placement.' },
    facility_id: { type: 'uuid', description: 'The facility of the placement.' },
    unit_id: { type: 'uuid', description: 'The unit of the placement.' },
    vendor_id: { type: 'uuid', description: 'The vendor that supplied the person.' },
    tier: {
      type: 'integer',
      description: 'The vendor’s present tier in the program; 0 is the internal pool.',
    },
    profession: { type: 'text', description: 'The profession ordered.' },
    specialty: { type: 'text', description: 'The specialty ordered; null where none was.' },
    order_type: { type: 'text', description: 'contract (travel), per_diem or direct_hire.' },
    engagement_kind: { type: 'text', description: 'staffing for contract and per diem, direct_hire else.' },
    state: { type: 'text', description: 'The state of the facility, two letters.' },
  },
  subject: { noun: 'assignment', column: 'assignment_id' },
  person: 'worker_id',
  rows: (from) => sql`
    select c.tenant_id, c.date, c.assignment_id, c.worker_id, c.mark_kind, c.program_id, c.facility_id, c.unit_id, c.vendor_id,
      m.tier, o.profession, o.specialty, o.type as order_type,
      case o.type when 'direct_hire' then 'direct_hire' else 'staffing' end as engagement_kind, f.state::text as state
    from (
      select a.tenant_id, greatest(a.started_on, g.first_day::date) as date, a.id as assignment_id, a.worker_id, null::text as mark_kind,
        a.program_id, a.facility_id, a.unit_id, a.vendor_id, a.order_id
      from ${from('assignments', 'a')}
      cross join lateral generate_series(date_trunc('month', a.started_on::timestamp),
        coalesce(a.ended_on, a.ends_on)::timestamp, interval '1 month') as g (first_day)
      where a.state in ('active', 'suspended', 'ended')
      union all
      select a.tenant_id, (d.placed_at at time zone coalesce(closed.time_zone, p.time_zone))::date, a.id, a.worker_id, d.kind,
        a.program_id, a.facility_id, a.unit_id, a.vendor_id, a.order_id
      from ${from('do_not_returns', 'd')}
      join ${from('assignments', 'a')} on a.tenant_id = d.tenant_id and a.id = d.assignment_id
      join ${from('programs', 'p')} on p.tenant_id = d.tenant_id and p.id = d.program_id
      left join ${from('facilities', 'closed')} on closed.tenant_id = d.tenant_id and closed.id = d.facility_id) c
    join ${from('orders', 'o')} on o.tenant_id = c.tenant_id and o.id = c.order_id
    join ${from('facilities', 'f')} on f.tenant_id = c.tenant_id and f.id = c.facility_id
    left join ${from('panel_memberships', 'm')} on m.tenant_id = c.tenant_id and m.program_id = c.program_id and m.vendor_id = c.vendor_id`,
});
