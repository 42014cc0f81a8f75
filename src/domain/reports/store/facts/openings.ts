import { sql, type SQL } from 'drizzle-orm';
import type { FactColumn, From } from '../../metrics/fact.ts';
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

/** What every fact of openings begins with. */
export const openingColumns: Readonly<Record<string, FactColumn>> = {
  tenant_id: { type: 'uuid', description: 'The tenant.' },
  position_id: { type: 'uuid', description: 'The opening.' },
  order_id: { type: 'uuid', description: 'Its order.' },
  ...placeColumns,
  vendor_id: { type: 'uuid', description: 'The vendor of whom fills it now; null while it is not filled.' },
  tier: vendorColumns.tier,
  ...orderColumns,
  date: {
    type: 'date',
    description: 'The day on which it was first opened, by the facility’s zone: its cohort.',
  },
  first_opened_at: { type: 'timestamptz', description: 'When it was first opened.' },
};

/** Those columns, of an opening `r` that knows the vendor of whom fills it. */
export const opening = sql`r.tenant_id, r.id, r.order_id, ${place}, r.vendor_id, m.tier, ${asked}, ${dayThere(sql`r.created_at`)}, r.created_at`;

/** What they are read from beside it. */
export const openingPlaced = (from: From): SQL => sql`${placing(from)}${tiered(from)}`;

const standsBy = {
  assignments: sql`a.state in ('pending', 'active', 'suspended', 'ended')`,
  placements: sql`h.state in ('accepted', 'started', 'guaranteed', 'left')`,
};
const whoStands = sql`(array_agg(x.vendor_id))[1] as vendor_id, (array_agg(x.submission_id))[1] as submission_id,
      (array_agg(x.offer_id))[1] as offer_id, max(x.started_on) as started_on`;

/**
 * Whoever stands on an opening `p`, as one row `w` beside it: a partial unique index and the lives of both see to it that
 * there is at most one; an aggregate lets the planner know it too, so that a question that names nobody looks nobody up. Of
 * a past (`then`), whose versions have no index by opening, all are gathered at once.
 */
export const standing = (from: From, then?: SQL): SQL =>
  then === undefined
    ? sql`left join lateral (
    select ${whoStands}
    from (
      select a.vendor_id, a.submission_id, a.offer_id, a.started_on from ${from('assignments', 'a')}
      where a.tenant_id = p.tenant_id and a.position_id = p.id and p.state = 'filled' and ${standsBy.assignments}
      union all
      select h.vendor_id, h.submission_id, h.offer_id, h.started_on from ${from('placements', 'h')}
      where h.tenant_id = p.tenant_id and h.position_id = p.id and p.state = 'filled' and ${standsBy.placements}
    ) x) w on true`
    : sql`left join (
    select x.tenant_id, x.position_id, ${whoStands}
    from (
      select a.tenant_id, a.position_id, a.vendor_id, a.submission_id, a.offer_id, a.started_on from ${from('assignments', 'a')}
      where ${standsBy.assignments}
      union all
      select h.tenant_id, h.position_id, h.vendor_id, h.submission_id, h.offer_id, h.started_on from ${from('placements', 'h')}
      where ${standsBy.placements}
    ) x where x.position_id is not null group by x.tenant_id, x.position_id) w
    on w.tenant_id = p.tenant_id and w.position_id = p.id and p.state = 'filled'`;
