import { sql, type SQL } from 'drizzle-orm';
import { ownerOf, type Actor } from '../../kernel/actor.ts';

/** Splits `ext:system:id`; an id may hold colons. */
export function externalParts(reference: string): { system: string; id: string } | undefined {
  const match = /^ext:([^:]+):(.+)$/s.exec(reference);
  return match ? { system: match[1]!, id: match[2]! } : undefined;
}

/** Narrows external ids under the alias `e` to those of the viewer's own systems: each vendor has names of its own. */
export const ownExternalIds = (actor: Actor): SQL =>
  sql`e.tenant_id = ${actor.tenantId} and e.owner_id = ${ownerOf(actor)}`;

/** The id of ours that another system's name stands for, as SQL; null where the viewer knows no such name. */
export const externalSubject = (
  actor: Actor,
  noun: string,
  { system, id }: { system: unknown; id: unknown },
): SQL =>
  sql`(select e.subject_id from external_ids e where ${ownExternalIds(actor)} and e.noun = ${noun} and e.system = ${system} and e.external_id = ${id})`;
