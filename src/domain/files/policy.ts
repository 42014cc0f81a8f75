import { sql, type SQL } from 'drizzle-orm';
import { permission, roles, type Actor } from '../../kernel/actor.ts';
import type { RowAt, Visibility } from '../../kernel/noun.ts';

// An analyst's rows name no person, and a file does.
const holders = roles.filter((role) => role !== 'analyst');

export const permissions = {
  create: permission('files.create', ...holders),
  read: permission('files.read', ...holders),
};

/** A vendor never reads the id that it would share with another vendor of the same person. */
export const readsWorkerId = ({ side }: Actor): boolean => side !== 'vendor';

/** Who sent a file is the business of the tenant's own side. */
export const readsSender = ({ side }: Actor): boolean => side === 'operator';

/** Whose a file in a thread is, its thread alone tells a client: it keeps it back while a candidate is reviewed blind. */
export const readsVendor = (row: RowAt, { side }: Actor): SQL | true =>
  side !== 'client' || sql`${row('subjectNoun')} is distinct from 'message'`;

const sent = (row: RowAt, { membershipId }: Actor): SQL =>
  sql`(${row('subjectId')} is null and ${row('membershipId')} = ${membershipId}::uuid)`;

const among = (column: SQL, ids: readonly string[]) => sql`${column} = any(${`{${ids.join(',')}}`}::uuid[])`;

const placed = (row: RowAt, { programIds, facilityIds }: Actor): SQL => {
  const bounds = [
    ['programId', programIds],
    ['facilityId', facilityIds],
  ] as const;
  const within = bounds.flatMap(([key, ids]) =>
    ids === null ? [] : [sql`(${row(key)} is null or ${among(row(key), ids)})`],
  );
  return sql.join([sql`${row('subjectId')} is not null`, ...within], sql` and `);
};

const operatorRule = (row: RowAt, actor: Actor): SQL => {
  const known =
    actor.programIds === null
      ? sql`true`
      : sql`case when ${row('vendorId')} is not null then exists (select from panel_memberships p
          where p.tenant_id = ${row('tenantId')} and p.vendor_id = ${row('vendorId')} and ${among(sql`p.program_id`, actor.programIds)})
        when ${row('workerId')} is not null then app.is_known_here(${row('workerId')}) else true end`;
  const classes =
    actor.role === 'credentialing'
      ? sql`true`
      : actor.role === 'program_manager'
        ? sql`${row('dataClass')} <> 'health'`
        : sql`${row('dataClass')} = 'general'`;
  return sql`(${sent(row, actor)} or (${placed(row, actor)} and ${known} and ${classes}))`;
};

const bound = (alias: string, { programIds, facilityIds, unitIds }: Actor): SQL => {
  const scopes = [
    ['program_id', programIds],
    ['facility_id', facilityIds],
    ['unit_id', unitIds],
  ] as const;
  return sql.join(
    [
      sql`true`,
      ...scopes.flatMap(([column, ids]) =>
        ids === null ? [] : [among(sql`${sql.identifier(alias)}.${sql.identifier(column)}`, ids)],
      ),
    ],
    sql` and `,
  );
};

const clientRule = (row: RowAt, actor: Actor): SQL => {
  const onPanel =
    actor.role !== 'client_finance'
      ? sql`false`
      : sql`exists (select from panel_memberships p where p.tenant_id = ${row('tenantId')} and p.vendor_id = ${row('vendorId')}
          ${actor.programIds === null ? sql`` : sql`and ${among(sql`p.program_id`, actor.programIds)}`})
          and (${row('subjectNoun')} <> 'vendorDocument' or exists (select from vendor_documents d where d.tenant_id = ${row('tenantId')}
            and d.id = ${row('subjectId')} and d.state in ('accepted', 'expiring', 'expired')))`;
  // What it is sent in a thread goes with the message, whose own row security says who reads it.
  const inThread = sql`exists (select from messages m where m.tenant_id = ${row('tenantId')} and m.id = ${row('subjectId')})`;
  return sql`(${sent(row, actor)} or (${placed(row, actor)} and ${row('dataClass')} = 'general' and case
    when ${row('subjectNoun')} = 'message' then ${inThread}
    when ${row('workerId')} is not null then exists (select from assignments a where a.tenant_id = ${row('tenantId')}
      and a.worker_id = ${row('workerId')} and a.state <> 'canceled' and ${bound('a', actor)})
    when ${row('vendorId')} is not null then ${onPanel} else true end))`;
};

const own = (key: 'vendorId' | 'workerId') => (row: RowAt, actor: Actor) =>
  sql`(${sent(row, actor)} or (${row('subjectId')} is not null and ${row('dataClass')} <> 'health' and ${row(key)} = ${actor[key]}::uuid))`;

/**
 * Until it is attached a file is its sender's. Then it is seen with its subject: health by credentialing alone, what
 * names a person by program managers, credentialing, its vendor and its worker, never by a client; a worker's other
 * files by a client where the worker is placed with it, a vendor's by its finance, those of a document once that was
 * accepted.
 */
export const visibleTo: Visibility = {
  operator: operatorRule,
  client: clientRule,
  vendor: own('vendorId'),
  worker: own('workerId'),
};
