import { sql } from 'drizzle-orm';
import { refuse, type Problem } from '../../../kernel/errors.ts';
import type { Context } from '../../../kernel/operation.ts';
import { taxonomyCodes } from '../tables.ts';

/** Those of the codes that the tenant has not listed. */
export async function unlistedCodes(
  codes: readonly string[],
  { tx, actor }: Context,
): Promise<ReadonlySet<string>> {
  if (codes.length === 0) return new Set();
  const found = await tx.rows<{ code: string }>(sql`select distinct a.code
    from json_array_elements_text(${JSON.stringify([...new Set(codes)])}::json) as a (code)
    where not exists (select from ${taxonomyCodes} t where t.tenant_id = ${actor.tenantId} and t.code = a.code)`);
  return new Set(found.map(({ code }) => code));
}

/** The refusal of codes of which one is not on the tenant's list, if it is one. */
export function unlisted(
  codes: readonly string[] | undefined,
  missing: ReadonlySet<string>,
): Problem | undefined {
  const place = codes?.findIndex((code) => missing.has(code)) ?? -1;
  return place < 0
    ? undefined
    : refuse(`/taxonomyCodes/${place}`, 'not_found', 'The tenant’s list has no such taxonomy code.');
}

/** Refuses codes that are not on the tenant's list. */
export async function assertCodes(codes: readonly string[] | undefined, context: Context): Promise<void> {
  const fault = unlisted(codes, await unlistedCodes(codes ?? [], context));
  if (fault) throw fault;
}

/** The ids of those of the codes that the tenant has listed. */
export async function idsOfCodes(codes: readonly string[], { tx, actor }: Context): Promise<string[]> {
  const found = await tx.rows<{ id: string }>(sql`select id from ${taxonomyCodes} t
    where t.tenant_id = ${actor.tenantId} and t.code in (select a.code from json_array_elements_text(${JSON.stringify(codes)}::json) as a (code))`);
  return found.map(({ id }) => id);
}
