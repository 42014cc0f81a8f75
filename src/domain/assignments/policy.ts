import { sql, type SQL } from 'drizzle-orm';
import { permission, type Actor } from '../../kernel/actor.ts';
import type { RowAt } from '../../kernel/noun.ts';

const readers = [
  'program_manager',
  'requester',
  'approver',
  'client_finance',
  'vendor_recruiter',
  'vendor_finance',
  'worker',
  'analyst',
  'integration',
] as const;

export const permissions = {
  read: permission('assignments.read', ...readers, 'credentialing'),
  /** Credentialing sees who is placed where, and no rates. */
  readTerms: permission('assignments.read_terms', ...readers),
  readAllocations: permission(
    'assignments.read_allocations',
    'program_manager',
    'requester',
    'approver',
    'client_finance',
    'analyst',
    'integration',
  ),
  /** How long somebody has been with a client tells of all vendors together. */
  readTenure: permission(
    'assignments.read_tenure',
    'program_manager',
    'requester',
    'approver',
    'client_finance',
    'integration',
  ),
  readTemplates: permission(
    'assignments.read_templates',
    'program_manager',
    'credentialing',
    'requester',
    'tenant_admin',
    'integration',
  ),
  readPlacements: permission(
    'assignments.read_placements',
    'program_manager',
    'requester',
    'approver',
    'client_finance',
    'vendor_recruiter',
    'vendor_finance',
    'worker',
    'analyst',
    'integration',
  ),
  start: permission('assignments.start', 'program_manager', 'requester'),
  cancel: permission('assignments.cancel', 'program_manager', 'requester', 'vendor_recruiter'),
  manage: permission('assignments.manage', 'program_manager'),
  allocate: permission('assignments.allocate', 'program_manager', 'client_finance'),
  propose: permission('assignments.propose', 'requester', 'vendor_recruiter'),
  withdraw: permission('assignments.withdraw', 'program_manager', 'requester', 'vendor_recruiter'),
  consent: permission('assignments.consent', 'vendor_recruiter'),
  onboard: permission(
    'assignments.onboard',
    'program_manager',
    'credentialing',
    'requester',
    'vendor_recruiter',
    'worker',
  ),
  waive: permission('assignments.waive', 'program_manager', 'requester'),
  manageTemplates: permission('assignments.manage_templates', 'program_manager', 'tenant_admin'),
  /** A hire by the client is reported by its own people or for them. */
  place: permission('assignments.place', 'program_manager', 'requester'),
  fallOff: permission('assignments.fall_off', 'program_manager', 'vendor_recruiter'),
};

/** The program's manager withdraws any terms, another side those that it proposed while they are no more than that. */
export const ownProposal = (row: RowAt, { side }: Actor): SQL =>
  side === 'vendor' || side === 'client'
    ? sql`(${row('proposedBy')} = ${side} and ${row('state')} = 'proposed')`
    : sql`true`;

/** A vendor sees the terms that hold, and of others those that it proposed or is to agree to. */
export const shownToVendor = (row: RowAt, { vendorId }: Actor): SQL =>
  sql`(${row('vendorId')} = ${vendorId} and ${row('vendorSees')} is not false)`;

/** A worker sees the terms that hold or held, and nothing of what is proposed. */
export const heldToWorker = (row: RowAt, { workerId }: Actor): SQL =>
  sql`(${row('workerId')} = ${workerId} and ${row('state')} in ('in_force', 'superseded'))`;

/** An item is done by whom it is for; the program's manager may say so for anybody. */
export const ownItem = (row: RowAt, { side, role }: Actor): SQL =>
  role === 'program_manager' || role === 'system'
    ? sql`true`
    : sql`${row('owner')} = ${side === 'operator' ? 'msp' : side}`;
