import { sql, type SQL } from 'drizzle-orm';
import { operatorPermission, type Actor } from '../../kernel/actor.ts';
import type { RowAt } from '../../kernel/noun.ts';

export const permissions = {
  read: operatorPermission('sources.read', 'credentialing', 'program_manager'),
  check: operatorPermission('sources.check', 'credentialing', 'program_manager', 'integration'),
};

/** An operator bound to programs sees what was asked of the people who are known there. */
export const knownHere = (row: RowAt, { programIds }: Actor): SQL =>
  programIds === null ? sql`true` : sql`app.is_known_here(${row('workerId')})`;
