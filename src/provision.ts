import { randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type pg from 'pg';
import { actorOf, insertToken, type MembershipRow } from './domain/access/index.ts';
import { sideOf, systemActor, type Role, type Side } from './kernel/actor.ts';
import { inTransaction } from './server/database/transaction.ts';
import type { Executor } from './server/execute/execute.ts';

/** What a platform operator does from the command line, before there is anybody to ask: tenants, and their first members. */
export interface NewTenant {
  name: string;
  kind: 'live' | 'sandbox';
  /** Where a sandbox's clock stands. */
  clockAt?: string;
}

export interface Member {
  name: string;
  email: string;
  role: Role;
  side?: Side;
  programIds?: string[];
  facilityIds?: string[];
  unitIds?: string[];
  vendorId?: string;
  workerId?: string;
}

/** Creates a tenant and answers its id. */
export async function provisionTenant(pool: pg.Pool, { name, kind, clockAt }: NewTenant): Promise<string> {
  const [{ id } = { id: '' }] = (await pool.query<{ id: string }>('select uuidv7() as id')).rows;
  await inTransaction(pool, { actor: systemActor(id) }, async (tx) => {
    await tx.rows(
      sql`insert into tenants (id, name, kind, clock_at) values (${id}, ${name}, ${kind}, ${clockAt ?? null}::timestamptz)`,
    );
  });
  return id;
}

const list = (ids: string[] | undefined) => (ids ? `{${ids.join(',')}}` : null);

/** Adds a user with one membership and a token of it, whose text is answered here only. */
export async function provisionMember(pool: pg.Pool, executor: Executor, tenantId: string, member: Member) {
  const side = member.side ?? sideOf[member.role];
  return inTransaction(pool, { actor: systemActor(tenantId) }, async (tx) => {
    const [user] = await tx.rows<{
      id: string;
    }>(sql`insert into users (tenant_id, email, name, state, created_at, updated_at)
      values (${tenantId}, ${member.email}, ${member.name}, 'active', app.now(), app.now()) returning id`);
    const [membership] = await tx.rows<{ id: string }>(sql`insert into memberships
        (tenant_id, user_id, side, role, program_ids, facility_ids, unit_ids, vendor_id, worker_id, state, created_at, updated_at)
      values (${tenantId}, ${user!.id}, ${side}, ${member.role}, ${list(member.programIds)}::uuid[], ${list(member.facilityIds)}::uuid[],
        ${list(member.unitIds)}::uuid[], ${member.vendorId ?? null}::uuid, ${member.workerId ?? null}::uuid, 'active', app.now(), app.now()) returning id`);
    const actor = actorOf(
      {
        id: membership!.id,
        tenantId,
        userId: user!.id,
        side,
        role: member.role,
        programIds: member.programIds ?? null,
        facilityIds: member.facilityIds ?? null,
        unitIds: member.unitIds ?? null,
        vendorId: member.vendorId ?? null,
        workerId: member.workerId ?? null,
      },
      null,
      null,
    );
    const { token } = await insertToken(
      { name: 'first', days: 366, scopes: null },
      executor.context(tx, actor, `provision-${randomBytes(6).toString('hex')}`),
    );
    return { token, userId: user!.id, membershipId: membership!.id };
  });
}

/** The finished sandbox tenant of that name, and a fresh token for the first member of each role in it. */
export async function reopenTenant(
  pool: pg.Pool,
  executor: Executor,
  name: string,
): Promise<Record<string, string> | undefined> {
  for (const { id: tenantId } of (await pool.query<{ id: string }>('select app.tenant_list() as id')).rows) {
    const tokens = await inTransaction(pool, { actor: systemActor(tenantId) }, async (tx) => {
      const [tenant] = await tx.rows<{ name: string }>(
        sql`select name from tenants where id = ${tenantId} and kind = 'sandbox'`,
      );
      if (tenant?.name !== name) return undefined;
      const members =
        await tx.rows<MembershipRow>(sql`select distinct on (role) id, tenant_id as "tenantId", user_id as "userId", side, role,
          program_ids as "programIds", facility_ids as "facilityIds", unit_ids as "unitIds", vendor_id as "vendorId", worker_id as "workerId"
        from memberships where tenant_id = ${tenantId} and state = 'active' order by role, id`);
      const issued: Record<string, string> = {};
      for (const member of members) {
        const context = executor.context(tx, actorOf(member, null, null), 'provision');
        issued[member.role] = (
          await insertToken({ name: 'sandbox', days: 366, scopes: null }, context)
        ).token;
      }
      return issued;
    });
    if (tokens) return tokens;
  }
  return undefined;
}

/** Gives a tenant its final name: a sandbox has it only when it was seeded whole. */
export const nameTenant = (pool: pg.Pool, tenantId: string, name: string): Promise<void> =>
  inTransaction(pool, { actor: systemActor(tenantId) }, async (tx) => {
    await tx.rows(sql`update tenants set name = ${name} where id = ${tenantId}`);
  });
