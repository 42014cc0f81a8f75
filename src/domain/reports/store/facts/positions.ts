import { sql, type SQL } from 'drizzle-orm';
import { fact, type FactColumn } from '../../metrics/fact.ts';
import { hasAny } from './gathered.ts';
import { opening, openingColumns, openingPlaced, standing } from './openings.ts';

const flag = (description: string): FactColumn => ({ type: 'boolean', description });

/** An opening of an order that is filled once: contract or direct hire. */
export const positions = fact({
  name: 'positions',
  summary: 'One row an opening of an order (contract or direct hire; per-diem orders have shifts instead).',
  columns: {
    ...openingColumns,
    position_state: { type: 'text', description: 'open, filled, canceled or closed.' },
    is_filled: flag(
      'Whether somebody who accepted stands on it: an opening that fell open again is not filled.',
    ),
    is_canceled: flag('Whether it was canceled, by itself or with its order.'),
    is_canceled_before_fill: flag('Whether it was canceled while nobody stood on it.'),
  },
  subject: { noun: 'position', column: 'position_id' },
  person: 'position_id',
  instants: { date: 'first_opened_at' },
  rows(from, then) {
    // Whose hire ended with its order was standing there when the order was canceled; who fell off before was not.
    const endedWithOrder = (table: string, that?: SQL) =>
      hasAny(
        {
          from: sql`from ${from(table, 'x')} join ${from('submissions', 's')}
      on s.tenant_id = x.tenant_id and s.id = x.submission_id and s.state = 'expired'`,
          keys: [
            [sql`x.tenant_id`, sql`r.tenant_id`],
            [sql`x.position_id`, sql`r.id`],
          ],
          ...(that && { that }),
        },
        then,
      );
    return sql`
select ${opening}, r.state, r.state = 'filled', r.state = 'canceled',
  r.state = 'canceled' and not (${endedWithOrder('assignments', sql`x.canceled_by is null`)} or ${endedWithOrder('placements')})
from (select p.tenant_id, p.id, p.order_id, p.program_id, p.facility_id, p.unit_id, p.created_at, p.state, w.vendor_id
  from ${from('positions', 'p')} ${standing(from, then)}) r${openingPlaced(from)}`;
  },
});
