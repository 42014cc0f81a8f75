import { and, eq, inArray, sql, type SQL } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { notFound, Problem } from '../../kernel/errors.ts';
import type { EventDeclaration, Scoped } from '../../kernel/event.ts';
import type { Context, Outcome } from '../../kernel/operation.ts';
import { asTenant, type Changes, type NewRow } from '../../kernel/transaction.ts';
import { differences, upsertAll, type ExternalRef } from '../identifiers/index.ts';
import { facilities } from './tables.ts';

type Happened = EventDeclaration<Record<string, never>>;

async function locked<T extends PgTable>(table: T, id: string, context: Context) {
  const row = await context.tx.find(table, id, { lock: true });
  if (!row) throw notFound();
  context.expectVersion(row as Scoped);
  return row;
}

/** Changes what differs; where nothing does, no version and no event. */
export async function changeOf<T extends PgTable>(
  table: T,
  id: string,
  changes: object,
  happened: Happened,
  context: Context,
): Promise<Outcome<{ id: string }>> {
  const row = await locked(table, id, context);
  const differing = differences(row, changes as Changes<T>);
  if (Object.keys(differing).length === 0) return { result: { id }, unchanged: true };
  const changed = (await context.tx.change(table, row as Scoped, differing)) as Scoped;
  return { result: { id }, events: [happened(changed, {})] };
}

/** Upserts by external id, with the event of each row that came or changed. */
export async function upsertOf<T extends PgTable>(
  noun: string,
  table: T,
  inputs: readonly ({ externalId: ExternalRef } & object)[],
  happened: { created: Happened; changed: Happened },
  context: Context,
): Promise<(Outcome<{ id: string }> | Problem)[]> {
  const wanted = inputs.map(({ externalId, ...values }) => ({
    externalId,
    values: values as NewRow<T> & Changes<T>,
  }));
  const results = await upsertAll(noun, table, wanted, context);
  return results.map((result) => {
    if (result instanceof Problem) return result;
    const row = result.row as unknown as Scoped;
    if (!result.changed) return { result: { id: row.id }, unchanged: true };
    const what = result.before ? happened.changed : happened.created;
    return { result: { id: row.id }, events: [what(row, {})] };
  });
}

/** Whether what is not over yet uses the place, also what the caller does not see. */
export type InUse = (id: string, context: Context) => Promise<boolean>;

const running = sql`o.state not in ('closed', 'canceled', 'expired', 'rejected')`;
const live = sql`a.state in ('pending', 'active', 'suspended')`;

const asking =
  (condition: (id: string, tenantId: string, now: string) => SQL): InUse =>
  (id, { tx, actor, now }) =>
    asTenant(tx, async () => {
      const [found] = await tx.rows<{ used: boolean }>(
        sql`select ${condition(id, actor.tenantId, now)} as used`,
      );
      return found!.used;
    });

const usedBy = (units: SQL, tenantId: string) =>
  sql`(exists (select from orders o where o.tenant_id = ${tenantId} and o.unit_id in (${units}) and ${running})
    or exists (select from assignments a where a.tenant_id = ${tenantId} and a.unit_id in (${units}) and ${live}))`;

export const facilityInUse = asking((id, tenantId) =>
  usedBy(sql`select u.id from units u where u.tenant_id = ${tenantId} and u.facility_id = ${id}`, tenantId),
);

export const unitInUse = asking((id, tenantId) => usedBy(sql`${id}::uuid`, tenantId));

/** Also where an allocation of a placement names it today or later. */
export const costCenterInUse = asking(
  (id, tenantId, now) =>
    sql`(${usedBy(sql`select u.id from units u where u.tenant_id = ${tenantId} and u.cost_center_id = ${id}`, tenantId)}
    or exists (select from allocations s join assignments a on a.tenant_id = s.tenant_id and a.id = s.assignment_id
      where s.tenant_id = ${tenantId} and s.state = 'in_force' and ${live}
        and s.effective && daterange(${now.slice(0, 10)}::date, null)
        and s.shares @> jsonb_build_array(jsonb_build_object('costCenterId', ${id}::text))))`,
);

/** The programs of facilities, by the facilities' ids. */
export async function programsOf(
  facilityIds: readonly string[],
  { tx, actor }: Context,
): Promise<Map<string, string>> {
  if (facilityIds.length === 0) return new Map();
  const found = await tx.db
    .select({ id: facilities.id, programId: facilities.programId })
    .from(facilities)
    .where(and(eq(facilities.tenantId, actor.tenantId), inArray(facilities.id, [...new Set(facilityIds)])));
  return new Map(found.map(({ id, programId }) => [id, programId]));
}
