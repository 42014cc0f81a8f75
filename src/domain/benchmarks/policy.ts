import { permission } from '../../kernel/actor.ts';

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
  readObservations: permission('benchmarks.read_observations', 'program_manager', 'tenant_admin'),
  manage: permission('benchmarks.manage', 'program_manager', 'tenant_admin', 'integration'),
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
  chooseForSavings: permission('benchmarks.choose_for_savings', 'program_manager', 'tenant_admin'),
};
