import { lifecycle } from '../../../kernel/lifecycle.ts';
import { orderHasActiveAssignments } from '../model/order.ts';
import { releaseRunning } from '../model/release.ts';
import { permissions, withoutActive, withoutPlan } from '../policy.ts';

/** The life of an order (product, section 4). Verbs of nobody are taken by approvals, acceptances and timers. */
export const orderLife = lifecycle({
  noun: 'order',
  states: [
    'draft',
    'pending_approval',
    'approval_paused',
    'rejected',
    'open',
    'partially_filled',
    'filled',
    'on_hold',
    'expired',
    'closed',
    'canceled',
  ],
  initial: 'draft',
  verbs: {
    update: {
      from: ['draft', 'pending_approval', 'approval_paused'],
      to: ['draft', 'pending_approval', 'approval_paused', 'open'],
      by: permissions.manage,
    },
    submit: { from: ['draft'], to: ['open', 'pending_approval', 'approval_paused'], by: permissions.manage },
    approve: { from: ['pending_approval', 'approval_paused'], to: 'open', by: null },
    reject: { from: ['pending_approval', 'approval_paused'], to: 'rejected', by: null },
    pauseApproval: { from: ['pending_approval'], to: 'approval_paused', by: null },
    resumeApproval: { from: ['approval_paused'], to: 'pending_approval', by: null },
    revise: { from: ['rejected'], to: 'draft', by: permissions.manage },
    release: {
      from: ['open', 'partially_filled'],
      to: ['open', 'partially_filled'],
      by: permissions.release,
      provided: [{ that: withoutPlan, otherwise: releaseRunning }],
    },
    // One who was chosen before the time to respond passed is placed after it too.
    fill: {
      from: ['open', 'partially_filled', 'expired'],
      to: ['partially_filled', 'filled', 'expired'],
      by: null,
    },
    unfill: { from: ['filled', 'partially_filled'], to: ['partially_filled', 'open'], by: null },
    hold: { from: ['open', 'partially_filled'], to: 'on_hold', by: permissions.hold },
    resume: { from: ['on_hold'], to: ['open', 'partially_filled'], by: permissions.hold },
    expire: { from: ['open', 'partially_filled'], to: 'expired', by: null },
    close: { from: ['filled', 'expired'], to: 'closed', by: permissions.close },
    reopen: {
      from: ['closed', 'expired'],
      to: ['open', 'partially_filled', 'filled'],
      by: permissions.close,
    },
    cancel: {
      from: [
        'draft',
        'pending_approval',
        'approval_paused',
        'rejected',
        'open',
        'partially_filled',
        'filled',
        'on_hold',
        'expired',
      ],
      to: 'canceled',
      by: permissions.cancel,
      provided: [{ that: withoutActive, otherwise: orderHasActiveAssignments }],
    },
  },
});
