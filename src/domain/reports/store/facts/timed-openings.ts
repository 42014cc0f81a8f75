import { sql, type SQL } from 'drizzle-orm';
import type { From } from '../../metrics/fact.ts';
import { standing } from './openings.ts';

/** The order's release as the opening met it. */
const releasedAt = (from: From): SQL => sql`case
  -- The greatest of an instant and nothing would be the instant.
  when o.released_at is null then null
  when q.opened_at <= q.created_at then greatest(q.opened_at, o.released_at)
  -- Somebody fell off: the release stood, and the same hand opened it again.
  when exists (select from ${from('assignments', 'a')} where a.tenant_id = q.tenant_id and a.position_id = q.id
      and a.state in ('canceled', 'no_show') and a.updated_at >= q.opened_at)
    or exists (select from ${from('placements', 'h')} where h.tenant_id = q.tenant_id and h.position_id = q.id
      and h.state = 'fell_off' and h.updated_at >= q.opened_at) then greatest(q.opened_at, o.released_at)
  -- The order had ended, and nobody sees it until it is released anew.
  else coalesce(
    (select min(n.released_at) from ${from('release_plans', 'n')} where n.tenant_id = q.tenant_id and n.order_id = q.order_id
      and n.released_at >= q.opened_at),
    (select q.opened_at from ${from('order_visibilities', 's')} where s.tenant_id = q.tenant_id and s.order_id = q.order_id
      and s.visible_to is null limit 1)) end`;

/** Openings with their release, the first submission since, and who stands on them. */
export const timedOpenings = (from: From): SQL => sql`(
  select t.tenant_id, t.id, t.order_id, t.program_id, t.facility_id, t.unit_id, t.created_at,
    t.opened_at, t.filled_at, t.vendor_id, t.submission_id, t.offer_id, t.started_on, t.released_at, (select min(s.created_at) from ${from('submissions', 's')} where s.tenant_id = t.tenant_id and s.order_id = t.order_id
    and s.created_at >= t.released_at) as first_submitted_at
  from (
    select q.tenant_id, q.id, q.order_id, q.program_id, q.facility_id, q.unit_id, q.created_at,
      q.opened_at, q.filled_at, q.vendor_id, q.submission_id, q.offer_id, q.started_on, ${releasedAt(from)} as released_at
    from (
      select p.tenant_id, p.id, p.order_id, p.program_id, p.facility_id, p.unit_id, p.created_at, p.opened_at,
        case when p.state = 'filled' then p.filled_at end as filled_at, w.vendor_id, w.submission_id, w.offer_id, w.started_on
      from ${from('positions', 'p')} left join ${standing(from)} w on true
    ) q
    left join ${from('orders', 'o')} on o.tenant_id = q.tenant_id and o.id = q.order_id
  ) t)`;
