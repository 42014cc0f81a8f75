import { sql, type SQL } from 'drizzle-orm';
import type { From } from '../../metrics/fact.ts';
import { standing } from './openings.ts';

/** What befell an opening `q` that was opened again. */
interface Again {
  /** Whether somebody fell off it since: the release stood, and the same hand opened it again. */
  fellOff: SQL;
  /** The first release of the order since; null where there was none. */
  released: SQL;
  /** The opening itself where a vendor sees the order still; else null. */
  seen: SQL;
}

/** The order's release as the opening met it. */
const releasedAt = ({ fellOff, released, seen }: Again): SQL => sql`case
  -- The greatest of an instant and nothing would be the instant.
  when o.released_at is null then null
  when q.opened_at <= q.created_at then greatest(q.opened_at, o.released_at)
  when ${fellOff} then greatest(q.opened_at, o.released_at)
  -- The order had ended, and nobody sees it until it is released anew.
  else coalesce(${released}, ${seen}) end`;

/** Of tables: looked up by their indexes, where it comes to that. */
const lookedUp = (from: From): Again => ({
  fellOff: sql`exists (select from ${from('assignments', 'a')} where a.tenant_id = q.tenant_id and a.position_id = q.id
      and a.state in ('canceled', 'no_show') and a.updated_at >= q.opened_at)
    or exists (select from ${from('placements', 'h')} where h.tenant_id = q.tenant_id and h.position_id = q.id
      and h.state = 'fell_off' and h.updated_at >= q.opened_at)`,
  released: sql`(select min(n.released_at) from ${from('release_plans', 'n')} where n.tenant_id = q.tenant_id and n.order_id = q.order_id
      and n.released_at >= q.opened_at)`,
  seen: sql`(select q.opened_at from ${from('order_visibilities', 's')} where s.tenant_id = q.tenant_id and s.order_id = q.order_id
      and s.visible_to is null limit 1)`,
});

const gathered: Again = {
  fellOff: sql`fell.last_at >= q.opened_at`,
  released: sql`anew.released_at`,
  seen: sql`case when seen.order_id is not null then q.opened_at end`,
};

/** What the gathered is read from: of a past, versions have no index to look it up by. */
const gatheredFrom = (from: From): SQL => sql`
    left join (select x.tenant_id, x.position_id, max(x.updated_at) as last_at from (
        select a.tenant_id, a.position_id, a.updated_at from ${from('assignments', 'a')} where a.state in ('canceled', 'no_show')
        union all
        select h.tenant_id, h.position_id, h.updated_at from ${from('placements', 'h')} where h.state = 'fell_off') x
      group by x.tenant_id, x.position_id) fell on fell.tenant_id = q.tenant_id and fell.position_id = q.id
    left join (select b.tenant_id, b.id, min(n.released_at) as released_at from ${from('positions', 'b')}
      join ${from('release_plans', 'n')} on n.tenant_id = b.tenant_id and n.order_id = b.order_id and n.released_at >= b.opened_at
      group by b.tenant_id, b.id) anew on anew.tenant_id = q.tenant_id and anew.id = q.id
    left join (select s.tenant_id, s.order_id from ${from('order_visibilities', 's')} where s.visible_to is null
      group by s.tenant_id, s.order_id) seen on seen.tenant_id = q.tenant_id and seen.order_id = q.order_id`;

const ofOpening = sql`t.tenant_id, t.id, t.order_id, t.program_id, t.facility_id, t.unit_id, t.created_at,
    t.opened_at, t.filled_at, t.vendor_id, t.submission_id, t.offer_id, t.started_on, t.released_at`;

/** Openings with their release, the first submission since, and who stands on them; of a past, of all of them at once. */
export function timedOpenings(from: From, then?: SQL): SQL {
  const released = sql`
    select q.tenant_id, q.id, q.order_id, q.program_id, q.facility_id, q.unit_id, q.created_at,
      q.opened_at, q.filled_at, q.vendor_id, q.submission_id, q.offer_id, q.started_on, ${releasedAt(then ? gathered : lookedUp(from))} as released_at
    from (
      select p.tenant_id, p.id, p.order_id, p.program_id, p.facility_id, p.unit_id, p.created_at, p.opened_at,
        case when p.state = 'filled' then p.filled_at end as filled_at, w.vendor_id, w.submission_id, w.offer_id, w.started_on
      from ${from('positions', 'p')} ${standing(from, then)}
    ) q
    left join ${from('orders', 'o')} on o.tenant_id = q.tenant_id and o.id = q.order_id${then ? gatheredFrom(from) : sql``}`;
  const submissions = from('submissions', 's');
  return then
    ? sql`(
  select ${ofOpening}, min(s.created_at) as first_submitted_at from (${released}) t
  left join ${submissions} on s.tenant_id = t.tenant_id and s.order_id = t.order_id and s.created_at >= t.released_at
  group by ${ofOpening})`
    : sql`(
  select ${ofOpening}, (select min(s.created_at) from ${submissions} where s.tenant_id = t.tenant_id and s.order_id = t.order_id
    and s.created_at >= t.released_at) as first_submitted_at
  from (${released}
  ) t)`;
}
