import { sql, type SQL } from 'drizzle-orm';
import type { FactColumn, From } from '../../metrics/fact.ts';

/** Whose rows they are; the first column of every fact. */
export const tenantColumn = {
  tenant_id: { type: 'uuid', description: 'The tenant.' },
} as const satisfies Record<string, FactColumn>;

/** The day of sums by calendar month. */
export const monthColumn = {
  date: { type: 'date', description: 'The first day of the month.' },
} as const satisfies Record<string, FactColumn>;

export const currencyColumn = {
  currency: { type: 'text', description: 'ISO 4217.' },
} as const satisfies Record<string, FactColumn>;

/** Where a row `r` of a fact of work is and what was ordered: by key, so that a question that needs none of it joins nothing. */
export const located = (from: From): SQL => sql`
  left join ${from('facilities', 'f')} on f.tenant_id = r.tenant_id and f.id = r.facility_id
  left join ${from('units', 'u')} on u.tenant_id = r.tenant_id and u.id = r.unit_id`;

/** The order `o` of a row `r` that names it. */
export const ordered = (from: From, orderId: SQL = sql`r.order_id`): SQL => sql`
  left join ${from('orders', 'o')} on o.tenant_id = r.tenant_id and o.id = ${orderId}`;

/** The assignment `a` of a row `r` that names it. */
export const assigned = (from: From): SQL => sql`
  left join ${from('assignments', 'a')} on a.tenant_id = r.tenant_id and a.id = r.assignment_id`;
