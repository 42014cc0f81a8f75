import { sql } from 'drizzle-orm';
import { fact } from '../../metrics/fact.ts';
import {
  asked,
  dayThere,
  hoursBetween,
  orderColumns,
  place,
  placeColumns,
  placing,
  tiered,
  vendorColumns,
} from './hiring.ts';

/** What a vendor received, and what it answered. */
export const orderReleases = fact({
  name: 'order_releases',
  summary: 'One row an order and a vendor that it was shown to.',
  columns: {
    tenant_id: { type: 'uuid', description: 'The tenant.' },
    release_id: { type: 'uuid', description: 'The vendor’s visibility of the order.' },
    order_id: { type: 'uuid', description: 'The order.' },
    ...placeColumns,
    ...vendorColumns,
    ...orderColumns,
    date: {
      type: 'date',
      description: 'The day on which the vendor first saw the order, by the facility’s zone.',
    },
    received_at: { type: 'timestamptz', description: 'Since when the vendor may see the order.' },
    openings: {
      type: 'integer',
      description: 'How many people the order asks for; null to whoever may not see it.',
    },
    submissions: {
      type: 'integer',
      description:
        'The vendor’s submissions for the order, whatever became of them; a client counts those presented.',
    },
    placed: {
      type: 'integer',
      description: 'Placements of the vendor’s on the order that stand: accepted, and not fallen off.',
    },
    hours_to_submit: {
      type: 'numeric',
      description: 'Hours, exact, until the vendor’s first submission; null where there is none.',
    },
  },
  subject: { noun: 'order', column: 'order_id' },
  person: 'order_id',
  instants: { date: 'received_at' },
  rows(from) {
    const own = (alias: string) => {
      const as = sql.identifier(alias);
      return sql`${as}.tenant_id = r.tenant_id and ${as}.order_id = r.order_id and ${as}.vendor_id = r.vendor_id`;
    };
    return sql`
select r.tenant_id, r.id, r.order_id, ${place}, r.vendor_id, m.tier, ${asked}, ${dayThere(sql`r.visible_from`)}, r.visible_from, o.positions,
  (select count(*)::integer from ${from('submissions', 's')} where ${own('s')}),
  (select count(*)::integer from ${from('assignments', 'a')} where ${own('a')} and a.kind = 'placement'
      and a.state in ('pending', 'active', 'suspended', 'ended'))
    + (select count(*)::integer from ${from('placements', 'h')} where ${own('h')} and h.state <> 'fell_off'),
  ${hoursBetween(sql`r.visible_from`, sql`(select min(s.created_at) from ${from('submissions', 's')} where ${own('s')} and s.created_at >= r.visible_from)`)}
from ${from('order_visibilities', 'r')}${placing(from)}${tiered(from)}`;
  },
});
