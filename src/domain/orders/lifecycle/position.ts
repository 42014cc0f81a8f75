import { stepNotAllowed } from '../../../kernel/errors.ts';
import { lifecycle } from '../../../kernel/lifecycle.ts';
import { orderChangePending } from '../model/change.ts';
import { lastPosition } from '../model/order.ts';
import { besidesOthers, ofReopenable, ofRunning, ofUnchanging, permissions } from '../policy.ts';

/** The life of an opening; it follows its order and those who are placed on it. */
export const positionLife = lifecycle({
  noun: 'position',
  states: ['open', 'filled', 'canceled', 'closed'],
  initial: 'open',
  verbs: {
    fill: { from: ['open'], to: 'filled', by: null },
    /** Somebody fell off. */
    unfill: { from: ['filled'], to: 'open', by: null },
    reopen: {
      from: ['closed'],
      to: 'open',
      by: permissions.close,
      provided: [{ that: ofReopenable, otherwise: stepNotAllowed }],
    },
    close: { from: ['open', 'filled'], to: 'closed', by: null },
    cancel: {
      from: ['open'],
      to: 'canceled',
      by: permissions.hold,
      provided: [
        { that: ofRunning, otherwise: stepNotAllowed },
        { that: besidesOthers, otherwise: lastPosition },
        { that: ofUnchanging, otherwise: orderChangePending },
      ],
    },
    /** Its order was canceled. */
    lapse: { from: ['open', 'filled'], to: 'canceled', by: null },
  },
});
