import { lifecycle } from '../../../kernel/lifecycle.ts';
import { attendingPermissions } from '../attending/policy.ts';
import { notInstantBook, shiftPosted } from '../model/shift.ts';
import { booksAtOnce, isUnposted, permissions } from '../policy.ts';
import { shiftStates } from '../words.ts';

const untaken = ['open', 'requested'] as const;

/** The life of a shift (product, section 8). Verbs of nobody are taken by accepted requests, swaps, lapses and timers. */
export const shiftLife = lifecycle({
  noun: 'shift',
  states: shiftStates,
  initial: 'open',
  verbs: {
    update: { from: untaken, to: 'open', by: permissions.manage },
    post: {
      from: untaken,
      to: 'open',
      by: permissions.manage,
      provided: [{ that: isUnposted, otherwise: shiftPosted }],
    },
    boost: { from: untaken, to: 'open', by: attendingPermissions.boost },
    book: {
      from: untaken,
      to: 'scheduled',
      by: permissions.claim,
      provided: [{ that: booksAtOnce, otherwise: notInstantBook }],
    },
    request: { from: untaken, to: 'requested', by: permissions.claim },
    forget: { from: ['requested'], to: 'open', by: null },
    assign: { from: untaken, to: 'scheduled', by: null },
    expire: { from: untaken, to: 'unfilled', by: null },
    cancel: { from: [...untaken, 'scheduled'], to: 'canceled', by: attendingPermissions.cancel },
    callOff: { from: ['scheduled'], to: 'canceled', by: attendingPermissions.callOff },
    release: { from: ['scheduled'], to: 'open', by: attendingPermissions.release },
    unassign: { from: ['scheduled'], to: 'open', by: null },
    swap: { from: ['scheduled'], to: 'scheduled', by: null },
    start: { from: ['scheduled'], to: 'in_progress', by: attendingPermissions.start },
    noShow: { from: ['scheduled'], to: 'no_show', by: attendingPermissions.noShow },
    complete: { from: ['in_progress'], to: 'completed', by: attendingPermissions.complete },
    interrupt: { from: ['in_progress'], to: 'completed', by: null },
    report: { from: ['completed'], to: 'reported', by: attendingPermissions.report },
  },
});
