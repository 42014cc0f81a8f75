import { sql, type SQL } from 'drizzle-orm';
import { operatorPermission, permission, type Actor } from '../../kernel/actor.ts';
import type { RowAt } from '../../kernel/noun.ts';

export const permissions = {
  readTypes: permission(
    'credentials.read_types',
    'program_manager',
    'credentialing',
    'tenant_admin',
    'integration',
    'analyst',
    'requester',
    'approver',
    'vendor_recruiter',
    'worker',
  ),
  manageTypes: operatorPermission('credentials.manage_types', 'tenant_admin', 'credentialing', 'integration'),
  /** Whoever reads workers by name, and the vendor and worker themselves: none of it is an analyst's. */
  read: permission(
    'credentials.read',
    'program_manager',
    'credentialing',
    'integration',
    'requester',
    'approver',
    'vendor_recruiter',
    'worker',
  ),
  readVerifications: permission(
    'credentials.read_verifications',
    'program_manager',
    'credentialing',
    'integration',
    'vendor_recruiter',
    'worker',
  ),
  submit: permission(
    'credentials.submit',
    'vendor_recruiter',
    'worker',
    'credentialing',
    'program_manager',
    'integration',
  ),
  verify: operatorPermission('credentials.verify', 'credentialing'),
  waive: operatorPermission('credentials.waive', 'credentialing', 'program_manager'),
};

/** Nobody but the operator's credentialing reads of health and background more than how it stands. */
const readsHealth = ({ side, role }: Actor): boolean => side === 'operator' && role === 'credentialing';

const notHealth = (row: RowAt): SQL => sql`${row('dataClass')} <> 'health'`;

/** Of health kinds absent, but to credentialing. */
export const openUnlessHealth = (row: RowAt, actor: Actor): SQL | true =>
  readsHealth(actor) ? true : notHealth(row);

/** Whom it came through, and what is more than a qualification, is nothing to a client. */
export const notOfClient = ({ side }: Actor): boolean => side !== 'client';

/** A verifier's own words and papers stay on the operator's side. */
export const isOperator = ({ side }: Actor): boolean => side === 'operator';

const scopes = [
  ['program_id', 'programIds'],
  ['facility_id', 'facilityIds'],
  ['unit_id', 'unitIds'],
] as const;

const among = (column: SQL, ids: readonly string[]): SQL =>
  sql`${column} = any(${`{${ids.join(',')}}`}::uuid[])`;

/** Of the same worker, and of the vendor that the credential came through, if any, within the client's scopes. */
function itsOwn(alias: string, row: RowAt, actor: Actor): SQL {
  const column = (name: string) => sql`${sql.identifier(alias)}.${sql.identifier(name)}`;
  const bounds = scopes.flatMap(([name, key]) => {
    const allowed = actor[key];
    return allowed === null ? [] : [sql` and ${among(column(name), allowed)}`];
  });
  return sql`${column('tenant_id')} = ${row('tenantId')} and ${column('worker_id')} = ${row('workerId')}
    and (${row('vendorId')} is null or ${column('vendor_id')} = ${row('vendorId')})${sql.join(bounds)}`;
}

const placedWith = (row: RowAt, actor: Actor): SQL =>
  sql`exists (select from ${row.source('assignments', 'a')} where ${itsOwn('a', row, actor)} and a.state <> 'canceled')`;

/** A client reads the number once the worker is placed with it; of health kinds it is read by credentialing alone. */
export const numberStage = (row: RowAt, actor: Actor): SQL | true =>
  actor.side === 'client'
    ? sql`(${notHealth(row)} and ${placedWith(row, actor)})`
    : openUnlessHealth(row, actor);

const withinPlace = (row: RowAt, { programIds, facilityIds }: Actor): SQL => {
  const program =
    programIds === null ? [] : [sql`(${row('programId')} is null or ${among(row('programId'), programIds)})`];
  const facility =
    facilityIds === null
      ? []
      : [sql`(${row('facilityId')} is null or ${among(row('facilityId'), facilityIds)})`];
  return sql.join([sql`true`, ...program, ...facility], sql` and `);
};

/** A client sees what stands behind whom it was presented or has, and not what rivals of its vendor handed in. */
export const ofPresented = (row: RowAt, actor: Actor): SQL =>
  sql`(${withinPlace(row, actor)} and (exists (select from submissions s where ${itsOwn('s', row, actor)} and s.presented_at is not null)
    or ${placedWith(row.now, actor)}))`;

/** An operator bound to programs sees what their panels' vendors handed in, and what is known of its people. */
export const inItsPrograms = (row: RowAt, actor: Actor): SQL =>
  actor.programIds === null
    ? sql`true`
    : sql`(${withinPlace(row, { ...actor, facilityIds: null })} and case when ${row('vendorId')} is null
      then app.is_known_here(${row('workerId')})
      else exists (select from panel_memberships p where p.tenant_id = ${row('tenantId')} and p.vendor_id = ${row('vendorId')}
        and ${among(sql`p.program_id`, actor.programIds)}) end)`;

/** A verification is seen by whoever sees what it proves, which row security says; of health kinds it is no status. */
export const ofSeenCredential = (row: RowAt, actor: Actor): SQL =>
  sql`(${readsHealth(actor) ? sql`true` : notHealth(row)} and exists (select from credentials c
    where c.tenant_id = ${row('tenantId')} and c.id = ${row('credentialId')}))`;

/** What a vendor handed in is the vendor's to change, and not the worker's. */
export const ofOwnHand = (row: RowAt, { side }: Actor): SQL =>
  side === 'worker' ? sql`${row('vendorId')} is null` : sql`true`;

/** What is never waived at all, a license above all, is not offered to be. */
export const ofWaivableType = (row: RowAt): SQL =>
  sql`exists (select from credential_types t where t.tenant_id = ${row('tenantId')} and t.id = ${row('typeId')} and t.is_waivable)`;

/** Whether somebody else handed it in: also where one person holds several memberships. */
export const notTheSubmitter = (row: RowAt, { userId }: Actor): SQL =>
  sql`not exists (select from memberships m where m.tenant_id = ${row('tenantId')} and m.user_id = ${userId}
    and m.id = ${row('submittedBy')})`;
