import { sql, type SQL } from 'drizzle-orm';

/** Splits `ext:system:id`; an id may hold colons. */
export function externalParts(reference: string): { system: string; id: string } | undefined {
  const match = /^ext:([^:]+):(.+)$/s.exec(reference);
  return match ? { system: match[1]!, id: match[2]! } : undefined;
}

/** The id of ours that another system's name stands for, as SQL; null where the viewer knows no such name. */
export const externalSubject = (
  tenantId: string,
  noun: string,
  { system, id }: { system: string; id: string },
): SQL =>
  sql`(select e.subject_id from external_ids e where e.tenant_id = ${tenantId} and e.noun = ${noun} and e.system = ${system} and e.external_id = ${id})`;
