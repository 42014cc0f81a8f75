import { sql } from 'drizzle-orm';
import { lifecycle, type Proviso } from '../../../kernel/lifecycle.ts';
import { attendingPermissions } from '../attending/policy.ts';
import { shiftSwapStates, swapNotYours } from './model.ts';

// A vendor speaks for each of its workers, a client for itself.
const byWorker = (key: 'workerId' | 'otherWorkerId'): Proviso => ({
  that: (row, { side, workerId }) => (side === 'worker' ? sql`${row(key)} = ${workerId}` : sql`true`),
  otherwise: swapNotYours,
});

export const shiftSwapLife = lifecycle({
  noun: 'shiftSwap',
  states: shiftSwapStates,
  initial: 'proposed',
  verbs: {
    accept: {
      from: ['proposed'],
      to: 'accepted',
      by: attendingPermissions.answerSwap,
      provided: [byWorker('otherWorkerId')],
    },
    approve: { from: ['accepted'], to: 'approved', by: attendingPermissions.approveSwap },
    decline: {
      from: ['proposed', 'accepted'],
      to: 'declined',
      by: attendingPermissions.declineSwap,
      provided: [byWorker('otherWorkerId')],
    },
    withdraw: {
      from: ['proposed', 'accepted'],
      to: 'withdrawn',
      by: attendingPermissions.proposeSwap,
      provided: [byWorker('workerId')],
    },
    expire: { from: ['proposed', 'accepted'], to: 'expired', by: null },
  },
});
