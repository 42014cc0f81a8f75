import { sql, type SQL } from 'drizzle-orm';
import type { Actor } from '../../../kernel/actor.ts';
import type { RowAt } from '../../../kernel/noun.ts';

/** Whoever disputed a line does not judge it, under whichever membership. */
export const notTheRaiser = (row: RowAt, { userId }: Actor): SQL =>
  sql`not exists (select from memberships raiser where raiser.tenant_id = ${row('tenantId')} and raiser.id = ${row('raisedBy')} and raiser.user_id = ${userId})`;

/** The client’s documents are none of the vendor’s; it knows the item that it billed. */
export const seesClientDocuments = ({ side }: Actor): boolean => side === 'operator' || side === 'client';
