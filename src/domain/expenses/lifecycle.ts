import { lifecycle, type Proviso } from '../../kernel/lifecycle.ts';
import { approverClaims, approverIsPaid, expenseStates } from './model/expense.ts';
import { isNot, permissions } from './policy.ts';

// Approver ≠ worker ≠ vendor: also where one person holds or held memberships of several sides.
const provided: readonly Proviso[] = [
  { that: isNot('worker_id', 'workerId'), otherwise: approverIsPaid },
  { that: isNot('vendor_id', 'vendorId'), otherwise: approverClaims },
];

/** Stated, handed in, approved by the client or level by level, billed. */
export const expenseLife = lifecycle({
  noun: 'expense',
  states: expenseStates,
  initial: 'draft',
  verbs: {
    update: { from: ['draft', 'rejected'], to: 'draft', by: permissions.claim },
    submit: { from: ['draft'], to: ['submitted', 'pending_approval'], by: permissions.claim },
    approve: { from: ['submitted'], to: 'approved', by: permissions.approve, provided },
    reject: { from: ['submitted'], to: 'rejected', by: permissions.reject, provided },
    grant: { from: ['pending_approval'], to: 'approved', by: null },
    refuse: { from: ['pending_approval'], to: 'rejected', by: null },
    withdraw: {
      from: ['draft', 'submitted', 'pending_approval', 'rejected'],
      to: 'withdrawn',
      by: permissions.claim,
    },
    void: { from: ['approved'], to: 'voided', by: permissions.void, provided },
    invoice: { from: ['approved'], to: 'invoiced', by: null },
  },
});
