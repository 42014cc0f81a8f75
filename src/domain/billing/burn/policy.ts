import { sql, type SQL } from 'drizzle-orm';
import { permission, type Actor } from '../../../kernel/actor.ts';

export const permissions = {
  readBurn: permission('billing.read_burn', 'program_manager', 'client_finance', 'integration'),
  acknowledge: permission('billing.acknowledge_burn', 'program_manager', 'client_finance'),
};

const within = (column: SQL, held: readonly string[] | null) =>
  held === null ? sql`true` : sql`coalesce(${column} = any(${`{${held.join(',')}}`}::uuid[]), false)`;

/**
 * Whether an order or a budget, by the alias `b`, bears on nothing beyond what the actor sees: what is burned of any
 * other would tell what other places cost.
 */
export const ownPart = ({ facilityIds, unitIds }: Actor, unit: SQL): SQL =>
  sql`(${within(sql`b.facility_id`, facilityIds)} and ${within(unit, unitIds)})`;
