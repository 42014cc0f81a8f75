import { sql } from 'drizzle-orm';
import { lifecycle, type Proviso } from '../../kernel/lifecycle.ts';
import { approvalIsRouted } from './approving/model.ts';
import { timeExceptionsOpen } from './exceptions/model.ts';
import { approverIsVendor, approverIsWorker, disputeStates, timesheetStates } from './model.ts';
import { permissions } from './policy.ts';

// Approver ≠ worker ≠ vendor: also where one person holds or held memberships of several sides.
const isNot =
  (column: 'worker_id' | 'vendor_id', key: string): Proviso['that'] =>
  (row, { userId }) =>
    sql`not exists (select from memberships m where m.tenant_id = ${row('tenantId')} and m.user_id = ${userId}
      and m.${sql.identifier(column)} = ${row(key)})`;

/** Nobody decides on the hours of the worker that they are. */
export const isNotTheWorker: Proviso = { that: isNot('worker_id', 'workerId'), otherwise: approverIsWorker };

const provided: readonly Proviso[] = [
  isNotTheWorker,
  { that: isNot('vendor_id', 'vendorId'), otherwise: approverIsVendor },
];

/** Approval is nobody’s own where it is routed: its steps decide. */
const approvable: readonly Proviso[] = [
  ...provided,
  { that: (row) => sql`${row('approvalState')} = 'none'`, otherwise: approvalIsRouted },
  {
    that: (row) => sql`not exists (select from time_exceptions x where x.tenant_id = ${row('tenantId')}
      and x.timesheet_id = ${row('id')} and x.state = 'open')`,
    otherwise: timeExceptionsOpen,
  },
];

export const timesheetLife = lifecycle({
  noun: 'timesheet',
  states: timesheetStates,
  initial: 'open',
  verbs: {
    record: { from: ['open'], to: 'open', by: permissions.record },
    submit: { from: ['open'], to: 'submitted', by: permissions.submit },
    approve: { from: ['submitted'], to: 'approved', by: permissions.approve, provided: approvable },
    reject: { from: ['submitted'], to: 'open', by: permissions.reject, provided },
    dispute: {
      from: ['submitted', 'approved', 'invoiced'],
      to: 'disputed',
      by: permissions.dispute,
      provided,
    },
    resolveDispute: {
      from: ['disputed'],
      to: ['submitted', 'approved', 'invoiced'],
      by: permissions.resolve,
    },
    adjust: { from: ['approved', 'invoiced'], to: 'approved', by: permissions.adjust, provided },
    invoice: { from: ['approved'], to: 'invoiced', by: null },
  },
});

export const disputeLife = lifecycle({
  noun: 'timesheetDispute',
  states: disputeStates,
  initial: 'open',
  verbs: {
    accept: { from: ['open'], to: 'adjusted', by: permissions.resolve },
    uphold: { from: ['open'], to: 'upheld', by: permissions.uphold, provided },
  },
});
