import { sql, type SQL } from 'drizzle-orm';
import { operatorPermission, permission, roles, type Actor } from '../../kernel/actor.ts';
import { declareError } from '../../kernel/errors.ts';
import type { RowAt } from '../../kernel/noun.ts';

export const permissions = {
  /** Never a vendor's: the one row of a person would tell it that another knows the person; it reads what it states. */
  read: permission(
    'workers.read',
    'program_manager',
    'credentialing',
    'tenant_admin',
    'integration',
    'analyst',
    'requester',
    'approver',
    'client_finance',
    'worker',
  ),
  manage: operatorPermission('workers.manage', 'program_manager', 'integration'),
  readRepresentations: permission(
    'workers.read_representations',
    'program_manager',
    'credentialing',
    'vendor_recruiter',
    'vendor_finance',
    'worker',
  ),
  represent: permission('workers.represent', 'vendor_recruiter'),
  /** Pairs of workers who may be one person: nobody's to know of but theirs who judge them. */
  readMatches: operatorPermission('workers.read_matches', 'program_manager', 'credentialing'),
  review: operatorPermission('workers.review', 'program_manager', 'credentialing'),
  readHistory: permission(
    'workers.read_history',
    'program_manager',
    'credentialing',
    'vendor_recruiter',
    'vendor_finance',
    'worker',
  ),
  recordForWorkers: operatorPermission('workers.record_for_workers', 'program_manager', 'credentialing'),
  recordHistory: permission('workers.record_history', 'program_manager', 'credentialing', 'vendor_recruiter'),
  readTaxonomy: permission('workers.read_taxonomy', ...roles),
  manageTaxonomy: operatorPermission(
    'workers.manage_taxonomy',
    'tenant_admin',
    'program_manager',
    'integration',
  ),
};

const identityRoles = new Set<string>([
  'program_manager',
  'credentialing',
  'requester',
  'approver',
  'client_finance',
  'worker',
]);

/** Who may read names and contact at all, by role and on whichever side; for clients, `identityStage` decides row by row. */
export const readsIdentity = ({ role }: Actor): boolean => identityRoles.has(role);

/** Who may read the birth date: never a client. */
export const readsBirthDate = (actor: Actor): boolean => actor.side !== 'client' && readsIdentity(actor);

/** Who sees pay: the vendor and worker themselves, and the program's manager. */
export const readsPay = ({ role }: Actor): boolean => role !== 'credentialing';

/** An analyst's rows name no person, neither by name nor by id, and carry no words about one. */
export const readsPeople = ({ role }: Actor): boolean => role !== 'analyst';

/**
 * Who may read the id of the one worker behind a row. A vendor knows people by its own representations: an id that two
 * vendors share would tell each of them that the other knows the person.
 */
export const readsWorkerId = (actor: Actor): boolean => actor.side !== 'vendor' && readsPeople(actor);

const scopes = [
  ['program_id', 'programIds'],
  ['facility_id', 'facilityIds'],
  ['unit_id', 'unitIds'],
] as const;

function within(alias: string, actor: Actor): SQL {
  const bounds = scopes.flatMap(([column, key]) => {
    const allowed = actor[key];
    return allowed === null
      ? []
      : [sql`${sql.identifier(alias)}.${sql.identifier(column)} = any(${`{${allowed.join(',')}}`}::uuid[])`];
  });
  return bounds.length === 0 ? sql`true` : sql.join(bounds, sql` and `);
}

const among = (column: SQL, ids: readonly string[]) => sql`${column} = any(${`{${ids.join(',')}}`}::uuid[])`;

const placed = (row: RowAt, actor: Actor) =>
  sql`(exists (select from ${row.source('assignments', 'a')} where a.tenant_id = ${row('tenantId')} and a.worker_id = ${row('id')}
    and a.state <> 'canceled' and ${within('a', actor)})
    or exists (select from ${row.source('placements', 'h')} where h.tenant_id = ${row('tenantId')} and h.worker_id = ${row('id')}
    and h.state <> 'fell_off' and ${within('h', actor)}))`;

/** A client learns who somebody is when the worker is placed within its own scope, or hired by itself, and not before. */
export const identityStage = (row: RowAt, actor: Actor): SQL | true =>
  actor.side === 'client' ? placed(row, actor) : true;

/** A client sees a worker who was presented to it or is placed with it. */
export const presentedOrPlaced = (row: RowAt, actor: Actor): SQL =>
  sql`(exists (select from submissions s where s.tenant_id = ${row('tenantId')} and s.worker_id = ${row('id')}
    and s.presented_at is not null and ${within('s', actor)})
    or ${placed(row.now, actor)})`;

const onPanel = (vendorId: SQL, tenantId: SQL, { programIds }: Actor): SQL =>
  sql`exists (select from panel_memberships p where p.tenant_id = ${tenantId} and p.vendor_id = ${vendorId}
    and ${among(sql`p.program_id`, programIds ?? [])})`;

/**
 * An operator bound to programs sees who was submitted to them, whom their vendors represent, and who is nobody's yet;
 * a merged worker where it sees the one that stands for it.
 */
export const inItsPrograms = (row: RowAt, actor: Actor): SQL =>
  actor.programIds === null
    ? sql`true`
    : sql`(exists (select from submissions s where s.tenant_id = ${row('tenantId')} and s.worker_id = (select app.person_of(${row('id')})) and ${within('s', actor)})
      or exists (select from representations r where r.tenant_id = ${row('tenantId')} and r.worker_id = (select app.person_of(${row('id')}))
        and ${onPanel(sql`r.vendor_id`, row('tenantId'), actor)})
      or not app.is_represented(${row('id')}))`;

/** An operator bound to programs sees a row of workers if all of them have to do with its programs. */
export const knownHere =
  (...keys: string[]) =>
  (row: RowAt, actor: Actor): SQL =>
    actor.programIds === null
      ? sql`true`
      : sql.join(
          keys.map((key) => sql`app.is_known_here(${row(key)})`),
          sql` and `,
        );

/** An operator bound to programs sees what the vendors on their panels hold, whatever their standing. */
export const ofItsPanels = (row: RowAt, actor: Actor): SQL =>
  actor.programIds === null ? sql`true` : onPanel(row('vendorId'), row('tenantId'), actor);

/** A column of the worker's identity. History keeps digests of it only, so this is always the present one. */
export const identityOf = (row: RowAt, column: string): SQL =>
  sql`(select i.${sql.identifier(column)} from worker_identities i
    where i.tenant_id = ${row('tenantId')} and i.id = ${row('id')})`;

export const statedByOthers = declareError(
  'stated_by_others',
  'forbidden',
  'What one side stated of a person is changed by that side alone.',
);

/** Refuses to change what a vendor stated for the operator, and the other way round. */
export function assertOwnStatement({ vendorId }: { vendorId: string | null }, actor: Actor): void {
  if (vendorId !== actor.vendorId) throw statedByOthers();
}
