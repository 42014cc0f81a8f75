import { sql } from 'drizzle-orm';
import type { Actor } from '../../kernel/actor.ts';
import { lifecycle } from '../../kernel/lifecycle.ts';
import type { RowAt } from '../../kernel/noun.ts';
import { disputeStates, timesheetStates } from './model.ts';
import { permissions } from './policy.ts';

/** Approver ≠ worker ≠ vendor: also where one person holds memberships of several sides. */
const isApart = (row: RowAt, { userId }: Actor) =>
  sql`not exists (select from memberships m where m.tenant_id = ${row('tenantId')} and m.user_id = ${userId}
    and (m.worker_id = ${row('workerId')} or m.vendor_id = ${row('vendorId')}))`;

export const timesheetLife = lifecycle({
  noun: 'timesheet',
  states: timesheetStates,
  initial: 'open',
  verbs: {
    record: { from: ['open'], to: 'open', by: permissions.record },
    submit: { from: ['open'], to: 'submitted', by: permissions.submit },
    approve: { from: ['submitted'], to: 'approved', by: permissions.approve, when: isApart },
    reject: { from: ['submitted'], to: 'open', by: permissions.reject, when: isApart },
    dispute: {
      from: ['submitted', 'approved', 'invoiced'],
      to: 'disputed',
      by: permissions.dispute,
      when: isApart,
    },
    resolveDispute: {
      from: ['disputed'],
      to: ['submitted', 'approved', 'invoiced'],
      by: permissions.resolve,
    },
    adjust: { from: ['approved', 'invoiced'], to: 'approved', by: permissions.adjust },
    invoice: { from: ['approved'], to: 'invoiced', by: null },
  },
});

export const disputeLife = lifecycle({
  noun: 'timesheetDispute',
  states: disputeStates,
  initial: 'open',
  verbs: {
    accept: { from: ['open'], to: 'adjusted', by: permissions.resolve },
    uphold: { from: ['open'], to: 'upheld', by: permissions.uphold },
  },
});
