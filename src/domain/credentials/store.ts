import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Context } from '../../kernel/operation.ts';
import { asTenant, type Row } from '../../kernel/transaction.ts';
import { credentialTypes, type credentials } from './tables.ts';

export type CredentialRow = Row<typeof credentials>;
export type CredentialTypeRow = Row<typeof credentialTypes>;

/** Whose worker a credential is handed in for, and through whom. */
export interface Holder {
  workerId: string;
  vendorId: string | null;
  representationId: string | null;
}

const list = (ids: readonly string[]) => `{${ids.join(',')}}`;

/** The holders behind representations, by their ids; a withdrawn one says so. */
export async function holdersOf(
  representationIds: readonly string[],
  { tx, actor }: Context,
): Promise<Map<string, Holder & { isActive: boolean }>> {
  if (representationIds.length === 0) return new Map();
  const found = await tx.rows<Holder & { representationId: string; isActive: boolean }>(
    sql`select r.id as "representationId", r.worker_id as "workerId", r.vendor_id as "vendorId", r.state = 'active' as "isActive"
      from representations r where r.tenant_id = ${actor.tenantId} and r.id = any(${list(representationIds)}::uuid[])`,
  );
  return new Map(found.map((row) => [row.representationId, row]));
}

/** Types of credential by their ids. */
export async function typesOf(
  ids: readonly string[],
  { tx, actor }: Context,
): Promise<Map<string, CredentialTypeRow>> {
  if (ids.length === 0) return new Map();
  const found = await tx.db
    .select()
    .from(credentialTypes)
    .where(and(eq(credentialTypes.tenantId, actor.tenantId), inArray(credentialTypes.id, [...new Set(ids)])));
  return new Map(found.map((row) => [row.id, row]));
}

/** The time zones of workers' home states, by the workers' ids; also of those whom the caller does not see. */
export async function homeZones(
  workerIds: readonly string[],
  { tx, actor }: Context,
): Promise<Map<string, string>> {
  if (workerIds.length === 0) return new Map();
  const found = await asTenant(tx, () =>
    tx.rows<{ id: string; zone: string }>(sql`select w.id, s.time_zone as zone from workers w
      join states s on s.code = w.home_state where w.tenant_id = ${actor.tenantId} and w.id = any(${list(workerIds)}::uuid[])`),
  );
  return new Map(found.map(({ id, zone }) => [id, zone]));
}

/** Which of the credentials the actor handed in itself, under whichever membership. */
export async function ownAmong(ids: readonly string[], { tx, actor }: Context): Promise<Set<string>> {
  const found = await tx.rows<{ id: string }>(sql`select c.id from credentials c
    join memberships m on m.tenant_id = c.tenant_id and m.id = c.submitted_by
    where c.tenant_id = ${actor.tenantId} and c.id = any(${list(ids)}::uuid[]) and m.user_id = ${actor.userId}`);
  return new Set(found.map(({ id }) => id));
}

/** Which of the credentials are watched already until the day: `id day`. */
export async function watchedAmong(ids: readonly string[], { tx, actor }: Context): Promise<Set<string>> {
  const found = await asTenant(tx, () =>
    tx.rows<{ key: string }>(sql`select t.subject_id || ' ' || (t.data ->> 'lastDay') as key from timers t
      where t.tenant_id = ${actor.tenantId} and t.subject_id = any(${list(ids)}::uuid[])
        and t.name = 'watchCredential' and t.state = 'set'`),
  );
  return new Set(found.map(({ key }) => key));
}

/** Whether a proven renewal stands in the place of the credential. */
export async function isRenewed(id: string, { tx, actor }: Context): Promise<boolean> {
  const [found] = await tx.rows<{ renewed: boolean }>(sql`select exists (select from credentials c
    where c.tenant_id = ${actor.tenantId} and c.renews_id = ${id} and c.state in ('verified', 'expiring')) as renewed`);
  return found!.renewed;
}

/** Whether any place demands the type, today (UTC, by the tenant's clock) or on a later day. */
export async function isDemanded(typeId: string, { tx, actor, now }: Context): Promise<boolean> {
  const [found] = await tx.rows<{
    demanded: boolean;
  }>(sql`select exists (select from requirements r where r.tenant_id = ${actor.tenantId}
    and r.type_id = ${typeId} and r.archived_at is null and r.severity <> 'none'
    and r.effective && daterange(${now.slice(0, 10)}::date, null)) as demanded`);
  return found!.demanded;
}

/** The codes of the tenant's types, those out of use too. */
export async function knownCodes({ tx, actor }: Context): Promise<Set<string>> {
  const found = await tx.db
    .select({ code: credentialTypes.code })
    .from(credentialTypes)
    .where(eq(credentialTypes.tenantId, actor.tenantId));
  return new Set(found.map(({ code }) => code));
}
