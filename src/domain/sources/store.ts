import { and, eq, sql } from 'drizzle-orm';
import type { SourceKind, SourceQuestion } from '../../kernel/primary-source.ts';
import type { Context } from '../../kernel/operation.ts';
import type { Row } from '../../kernel/transaction.ts';
import { sourceChecks } from './tables.ts';

export type CheckRow = Row<typeof sourceChecks>;

/** What is counted of them; a check whose keeper is killed again and again goes on. */
const mostCounted = 100;

/** The check that has waited longest at a real instant, kept from everybody else until another. */
export async function lockDueCheck(
  at: string,
  until: string,
  { tx, actor }: Context,
): Promise<CheckRow | undefined> {
  const [due] = await tx.db
    .select()
    .from(sourceChecks)
    .where(
      and(
        eq(sourceChecks.tenantId, actor.tenantId),
        eq(sourceChecks.state, 'queued'),
        sql`coalesce(${sourceChecks.asksAgainAt} <= ${at}::timestamptz, true)`,
      ),
    )
    .orderBy(sourceChecks.createdAt, sourceChecks.id)
    .limit(1)
    .for('update', { skipLocked: true });
  if (!due) return undefined;
  const attempts = Math.min(due.attempts + 1, mostCounted);
  return tx.change(sourceChecks, due, { attempts, asksAgainAt: until });
}

/** What is asked of a source: who the worker is, and what is stated of the credential. */
export async function questionOf(
  check: CheckRow,
  { tx }: Context,
): Promise<SourceQuestion & { kind: SourceKind }> {
  const [asked] = await tx.rows<Omit<SourceQuestion, 'kind'>>(sql`
    select i.first_name as "firstName", i.last_name as "lastName", to_char(i.birth_date, 'YYYY-MM-DD') as "birthDate", w.npi,
      c.profession, coalesce(c.issuing_state, w.home_state) as state,
      case when c.kind = 'certification' then t.code end as certification, c.number
    from workers w
    join worker_identities i on i.tenant_id = w.tenant_id and i.id = w.id
    left join credentials c on c.tenant_id = w.tenant_id and c.id = ${check.credentialId}
    left join credential_types t on t.tenant_id = c.tenant_id and t.id = c.type_id
    where w.tenant_id = ${check.tenantId} and w.id = ${check.workerId}`);
  return { kind: check.kind, ...asked! };
}

export async function identityNameOf(workerId: string, { tx, actor }: Context): Promise<string> {
  const [found] = await tx.rows<{ lastName: string }>(
    sql`select last_name as "lastName" from worker_identities where tenant_id = ${actor.tenantId} and id = ${workerId}`,
  );
  return found!.lastName;
}
