import { sql, type SQL } from 'drizzle-orm';
import { permission, type Actor } from '../../../kernel/actor.ts';
import type { RowAt, Visibility } from '../../../kernel/noun.ts';
import { withinScope } from '../../../kernel/visible.ts';
import { bearsOnOwnPart } from '../../purchasing/index.ts';
import { burnThresholds } from './tables.ts';

export const permissions = {
  readBurn: permission('billing.read_burn', 'program_manager', 'client_finance', 'integration'),
  acknowledge: permission('billing.acknowledge_burn', 'program_manager', 'client_finance'),
};

/**
 * Whether an order or a budget, by the alias `b`, bears on nothing beyond what the actor sees: what is burned of any
 * other would tell what other places cost.
 */
export const ownPart = (actor: Actor, unit: SQL): SQL => bearsOnOwnPart(sql`b.facility_id`, unit, actor);

const ofOwnPart = (row: RowAt, actor: Actor): SQL =>
  sql.join(
    [...withinScope(burnThresholds, row, actor), bearsOnOwnPart(row('facilityId'), sql`null::uuid`, actor)],
    sql` and `,
  );

/** The same of the thresholds that were reached. */
export const burnVisible: Visibility = { operator: ofOwnPart, client: ofOwnPart };
