import { sql, type SQL } from 'drizzle-orm';
import type { From } from '../../metrics/fact.ts';

/** The order's release as the opening met it. */
const releasedAt = (from: From): SQL => sql`case
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

/**
 * Whoever stands on an opening, as one row: a partial unique index and the lives of both see to it that there is at most
 * one; an aggregate lets the planner know it too, so that a question that names nobody looks nobody up.
 */
const standing = (from: From): SQL => sql`lateral (
    select (array_agg(x.vendor_id))[1] as vendor_id, (array_agg(x.submission_id))[1] as submission_id,
      (array_agg(x.offer_id))[1] as offer_id, max(x.started_on) as started_on
    from (
      select a.vendor_id, a.submission_id, a.offer_id, a.started_on from ${from('assignments', 'a')}
      where a.tenant_id = p.tenant_id and a.position_id = p.id and p.state = 'filled' and a.state in ('pending', 'active', 'suspended', 'ended')
      union all
      select h.vendor_id, h.submission_id, h.offer_id, h.started_on from ${from('placements', 'h')}
      where h.tenant_id = p.tenant_id and h.position_id = p.id and p.state = 'filled' and h.state in ('accepted', 'started', 'guaranteed', 'left')
    ) x)`;

const placedSince = (from: From, table: string, alias: string): SQL => {
  const as = sql.identifier(alias);
  return sql`exists (select from ${from(table, alias)} where ${as}.tenant_id = p.tenant_id and ${as}.position_id = p.id
    and ${as}.created_at >= p.opened_at)`;
};

/** Openings with what became of them since they were last opened. */
export const openings = (from: From): SQL => sql`(
  select t.*, (select min(s.created_at) from ${from('submissions', 's')} where s.tenant_id = t.tenant_id and s.order_id = t.order_id
    and s.created_at >= t.released_at) as first_submitted_at
  from (
    select q.*, ${releasedAt(from)} as released_at
    from (
      select p.tenant_id, p.id, p.order_id, p.program_id, p.facility_id, p.unit_id, p.created_at, p.opened_at, p.state as position_state,
        p.state = 'filled' as is_filled, p.state = 'canceled' as is_canceled,
        p.state = 'canceled' and not (${placedSince(from, 'assignments', 'a')} or ${placedSince(from, 'placements', 'h')}) as is_canceled_before_fill,
        case when p.state = 'filled' then p.filled_at end as filled_at,
        w.vendor_id, w.submission_id, w.offer_id, w.started_on
      from ${from('positions', 'p')} left join ${standing(from)} w on true
    ) q
    left join ${from('orders', 'o')} on o.tenant_id = q.tenant_id and o.id = q.order_id
  ) t)`;
