import { sql, type SQL } from 'drizzle-orm';
import type { FactColumn, From } from '../../metrics/fact.ts';

const column = (type: FactColumn['type'], description: string): FactColumn => ({ type, description });

/** What facts of hiring tell of the place. */
export const placeColumns = {
  program_id: column('uuid', 'The program.'),
  facility_id: column('uuid', 'The facility.'),
  unit_id: column('uuid', 'The unit.'),
  cost_center_id: column('uuid', 'The cost center of the unit at present; null where it has none.'),
} as const;

/** What they tell of the vendor; some have none. */
export const vendorColumns = {
  vendor_id: column('uuid', 'The vendor.'),
  tier: column('integer', 'The vendor’s present tier in the program; 0 is the internal pool.'),
} as const;

/** What they tell of the order; null to whoever may see the row and not the order. */
export const orderColumns = {
  profession: column('text', 'The code of the profession that the order asks for.'),
  specialty: column('text', 'The code of the specialty that the order asks for; null where any.'),
  order_type: column('text', 'contract, per_diem or direct_hire.'),
  engagement_kind: column('text', 'staffing (contract, per diem) or direct_hire.'),
  state: column('text', 'The state of the facility, two letters.'),
  requester_id: column('uuid', 'The user who made the order.'),
} as const;

/** The columns above as SQL, of a row `r` with its order `o`, its facility `f` and its unit `u`. */
export const place = sql`r.program_id, r.facility_id, r.unit_id, u.cost_center_id`;
export const asked = sql`o.profession, o.specialty, o.type,
  case o.type when 'direct_hire' then 'direct_hire' when 'contract' then 'staffing' when 'per_diem' then 'staffing' end,
  f.state::text, o.authors[1]`;

/**
 * What those columns are read from, beside the row `r`. Left joins by key, so that a question that needs none of them
 * joins nothing.
 */
export const placing = (from: From): SQL => sql`
  join ${from('facilities', 'f')} on f.tenant_id = r.tenant_id and f.id = r.facility_id
  left join ${from('units', 'u')} on u.tenant_id = r.tenant_id and u.id = r.unit_id
  left join ${from('orders', 'o')} on o.tenant_id = r.tenant_id and o.id = r.order_id`;

/** The vendor's place on the panel, as `m`. */
export const tiered = (from: From, vendor: SQL = sql`r.vendor_id`): SQL => sql`
  left join ${from('panel_memberships', 'm')} on m.tenant_id = r.tenant_id and m.program_id = r.program_id and m.vendor_id = ${vendor}`;

/** Hours, exact, from one instant to another. */
export const hoursBetween = (start: SQL, end: SQL): SQL =>
  sql`(extract(epoch from ${end} - ${start}) / 3600)::numeric`;

/** The day of an instant at the facility `f`. */
export const dayThere = (instant: SQL): SQL => sql`(${instant} at time zone f.time_zone)::date`;

/**
 * The instant by which a fact that depends on the day goes: of a report as of the past that one, else the now of the tenant
 * `t`, which a view reads from its row, because a session's settings are whoever's who made them.
 */
export const instantOf = (then: SQL | undefined): SQL => then ?? sql`coalesce(t.clock_at, now())`;
