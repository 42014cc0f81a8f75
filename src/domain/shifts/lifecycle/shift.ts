import { lifecycle } from '../../../kernel/lifecycle.ts';
import { doNotReturnNotProposed, shiftNotDue } from '../attending/model.ts';
import { attendingPermissions, hasBegun, isNear, withProposal } from '../attending/policy.ts';
import { hoursGuaranteed, noHoursGuaranteed, shiftHasBegun } from '../canceling/model.ts';
import { isAhead, withGuarantee, withoutGuarantee } from '../canceling/policy.ts';
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
    cancel: {
      from: [...untaken, 'scheduled'],
      to: 'canceled',
      by: attendingPermissions.cancel,
      provided: [{ that: withoutGuarantee, otherwise: hoursGuaranteed }],
    },
    callOff: {
      from: ['scheduled'],
      to: 'canceled',
      by: attendingPermissions.callOff,
      provided: [
        { that: withGuarantee, otherwise: noHoursGuaranteed },
        { that: isAhead, otherwise: shiftHasBegun },
      ],
    },
    release: {
      from: ['scheduled'],
      to: 'open',
      by: attendingPermissions.release,
      provided: [{ that: isAhead, otherwise: shiftHasBegun }],
    },
    unassign: { from: ['scheduled'], to: 'open', by: null },
    swap: { from: ['scheduled'], to: 'scheduled', by: null },
    start: {
      from: ['scheduled'],
      to: 'in_progress',
      by: attendingPermissions.start,
      provided: [{ that: isNear, otherwise: shiftNotDue }],
    },
    noShow: {
      from: ['scheduled'],
      to: 'no_show',
      by: attendingPermissions.noShow,
      provided: [{ that: hasBegun, otherwise: shiftNotDue }],
    },
    dismissDoNotReturnProposal: {
      from: ['no_show'],
      to: 'no_show',
      by: attendingPermissions.dismissProposal,
      provided: [{ that: withProposal, otherwise: doNotReturnNotProposed }],
    },
    complete: { from: ['in_progress'], to: 'completed', by: attendingPermissions.complete },
    interrupt: { from: ['in_progress'], to: 'completed', by: null },
    report: { from: ['completed'], to: 'reported', by: attendingPermissions.report },
  },
});
