import { sql } from 'drizzle-orm';
import { operatorPermission, permission } from '../../kernel/actor.ts';
import type { Proviso } from '../../kernel/lifecycle.ts';
import { isUnbound, wholeTenantOnly } from '../../kernel/whole-tenant.ts';

export const permissions = {
  /** No vendor learns what it is compared with. */
  read: permission(
    'benchmarks.read',
    'program_manager',
    'tenant_admin',
    'client_finance',
    'analyst',
    'integration',
  ),
  /** A single rate of a contributor is for those alone who keep the sets. */
  readObservations: operatorPermission('benchmarks.read_observations', 'program_manager', 'tenant_admin'),
  manageObservations: operatorPermission('benchmarks.manage_observations', 'program_manager', 'tenant_admin'),
  manage: operatorPermission('benchmarks.manage', 'program_manager', 'tenant_admin', 'integration'),
  /** Whoever makes or approves an order may know what it ought to cost. */
  propose: permission(
    'benchmarks.propose',
    'program_manager',
    'tenant_admin',
    'client_finance',
    'integration',
    'requester',
    'approver',
  ),
  chooseForSavings: operatorPermission('benchmarks.choose_for_savings', 'program_manager', 'tenant_admin'),
};

/** A set for all programs is theirs who are bound to none. */
export const withinReach: Proviso = {
  that: (row, actor) => (isUnbound(actor) ? sql`true` : sql`${row('programId')} is not null`),
  otherwise: wholeTenantOnly,
};
