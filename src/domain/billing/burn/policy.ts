import { sql, type SQL } from 'drizzle-orm';
import { permission, type Actor } from '../../../kernel/actor.ts';
import { onOwnPart } from '../../purchasing/index.ts';

export const permissions = {
  readBurn: permission('billing.read_burn', 'program_manager', 'client_finance', 'integration'),
  acknowledge: permission('billing.acknowledge_burn', 'program_manager', 'client_finance'),
};

/**
 * Whether an order or a budget, by the alias `b`, bears on nothing beyond what the actor sees: what is burned of any
 * other would tell what other places cost.
 */
export const ownPart = (actor: Actor, unit: SQL): SQL =>
  onOwnPart((name) => (name === 'unitId' ? unit : sql`b.facility_id`), actor);
