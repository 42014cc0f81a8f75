import { sql, type SQL } from 'drizzle-orm';
import { operatorPermission, permission, type Actor } from '../../kernel/actor.ts';
import type { RowAt } from '../../kernel/noun.ts';

export const permissions = {
  manageLists: operatorPermission('screening.manage_lists', 'credentialing', 'tenant_admin', 'integration'),
  readLists: operatorPermission(
    'screening.read_lists',
    'program_manager',
    'credentialing',
    'tenant_admin',
    'integration',
  ),
  review: operatorPermission('screening.review', 'credentialing'),
  /** Of possible matches nobody outside learns anything; of confirmed ones only that the worker is not eligible. */
  read: operatorPermission('screening.read', 'program_manager', 'credentialing'),
  placeDoNotReturn: permission('screening.place_do_not_return', 'program_manager', 'requester', 'approver'),
  readDoNotReturns: permission(
    'screening.read_do_not_returns',
    'program_manager',
    'credentialing',
    'requester',
    'approver',
    'client_finance',
    'vendor_recruiter',
  ),
};

/** An operator bound to programs sees matches of the workers and vendors that are known there. */
export const knownHere = (row: RowAt, actor: Actor): SQL =>
  actor.programIds === null
    ? sql`true`
    : sql`case when ${row('workerId')} is not null then app.is_known_here(${row('workerId')})
        else exists (select from panel_memberships p
          where p.tenant_id = ${row('tenantId')} and p.vendor_id = ${row('vendorId')}
            and p.program_id = any(${`{${actor.programIds.join(',')}}`}::uuid[])) end`;

/** The same of the screening of a worker. */
export const workerKnownHere = (row: RowAt, actor: Actor): SQL =>
  actor.programIds === null ? sql`true` : sql`app.is_known_here(${row('id')})`;

/** Whether the actor's membership covers all of each of its programs. */
export const coversPrograms = ({ facilityIds, unitIds }: Actor): boolean =>
  facilityIds === null && unitIds === null;

/** A block of a whole program is lifted by whoever may place one. */
export const withinReach = (row: RowAt, actor: Actor): SQL =>
  coversPrograms(actor) ? sql`true` : sql`${row('facilityId')} is not null`;

/** Why a worker may not return, and who said so, is the client's and the operator's: its vendor is told that alone. */
export const readsWhy = ({ side }: Actor): boolean => side !== 'vendor';
