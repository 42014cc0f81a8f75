import { stepNotAllowed } from '../../../kernel/errors.ts';
import { lifecycle, staying } from '../../../kernel/lifecycle.ts';
import { noSurge, orderChangePending, surgeRunning } from '../model/change.ts';
import { notOfOrderType, orderHasActiveAssignments } from '../model/order.ts';
import { releaseRunning } from '../model/release.ts';
import {
  closable,
  filledOnce,
  paidByTheHour,
  permissions,
  withoutActive,
  withoutPendingChange,
  withoutPlan,
  withoutSurge,
  withSurge,
} from '../policy.ts';

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
      from: ['draft', 'pending_approval', 'approval_paused', 'open', 'partially_filled', 'on_hold'],
      to: {
        ...staying(['draft', 'open', 'partially_filled', 'on_hold']),
        pending_approval: ['pending_approval', 'approval_paused', 'open'],
        approval_paused: ['approval_paused', 'pending_approval', 'open'],
      },
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
      to: staying(['open', 'partially_filled']),
      by: permissions.release,
      provided: [{ that: withoutPlan, otherwise: releaseRunning }],
    },
    // One who was chosen before the time to respond passed is placed after it too.
    fill: {
      from: ['open', 'partially_filled', 'expired'],
      to: {
        open: ['partially_filled', 'filled'],
        partially_filled: ['partially_filled', 'filled'],
        expired: ['expired', 'filled'],
      },
      by: null,
    },
    unfill: { from: ['filled', 'partially_filled'], to: ['partially_filled', 'open'], by: null },
    hold: { from: ['open', 'partially_filled'], to: 'on_hold', by: permissions.hold },
    resume: { from: ['on_hold'], to: ['open', 'partially_filled'], by: permissions.hold },
    expire: { from: ['open', 'partially_filled'], to: 'expired', by: null },
    extendResponse: {
      from: ['open', 'partially_filled', 'expired'],
      to: ['open', 'partially_filled'],
      by: permissions.manage,
      provided: [{ that: filledOnce, otherwise: notOfOrderType }],
    },
    addPositions: {
      from: ['open', 'partially_filled', 'filled'],
      to: staying(['open', 'partially_filled', 'filled']),
      by: permissions.manage,
      provided: [
        { that: filledOnce, otherwise: notOfOrderType },
        { that: withoutPendingChange, otherwise: orderChangePending },
      ],
    },
    requestSurge: {
      from: ['open', 'partially_filled'],
      to: staying(['open', 'partially_filled']),
      by: permissions.manage,
      provided: [
        { that: paidByTheHour, otherwise: notOfOrderType },
        { that: withoutSurge, otherwise: surgeRunning },
        { that: withoutPendingChange, otherwise: orderChangePending },
      ],
    },
    endSurge: {
      from: ['open', 'partially_filled', 'filled', 'on_hold', 'expired'],
      to: staying(['open', 'partially_filled', 'filled', 'on_hold', 'expired']),
      by: permissions.manage,
      provided: [
        { that: withSurge, otherwise: noSurge },
        { that: withoutPendingChange, otherwise: orderChangePending },
      ],
    },
    // A per-diem order is never filled: it is closed while it is open.
    close: {
      from: ['filled', 'expired', 'open'],
      to: 'closed',
      by: permissions.close,
      provided: [{ that: closable, otherwise: stepNotAllowed }],
    },
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
