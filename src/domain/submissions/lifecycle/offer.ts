import { lifecycle } from '../../../kernel/lifecycle.ts';
import { confirmationNotYours, OfferState } from '../model/offer.ts';
import { confirmsHere, permissions } from '../policy.ts';

const answerable = ['pending_approval', 'extended', 'countered'] as const;
const open = ['draft', ...answerable, 'accepted_by_vendor'] as const;

/** Drafted, approved where a policy asks for it, extended, countered and extended again; accepted by the vendor, then confirmed. */
export const offerLife = lifecycle({
  noun: 'offer',
  states: OfferState.options,
  initial: 'draft',
  verbs: {
    update: { from: ['draft'], to: 'draft', by: permissions.offer },
    submit: { from: ['draft'], to: ['extended', 'pending_approval'], by: permissions.offer },
    approve: { from: ['pending_approval'], to: ['extended', 'accepted_by_vendor', 'draft'], by: null },
    disapprove: { from: ['pending_approval'], to: ['draft', 'countered'], by: null },
    accept: { from: ['extended'], to: 'accepted_by_vendor', by: permissions.answerOffer },
    counter: { from: ['extended'], to: 'countered', by: permissions.answerOffer },
    acceptCounter: {
      from: ['countered'],
      to: ['accepted_by_vendor', 'pending_approval'],
      by: permissions.offer,
    },
    answerCounter: { from: ['countered'], to: ['extended', 'pending_approval'], by: permissions.offer },
    confirm: {
      from: ['accepted_by_vendor'],
      to: 'accepted',
      by: permissions.confirmOffer,
      provided: [{ that: confirmsHere, otherwise: confirmationNotYours }],
    },
    decline: { from: [...answerable, 'accepted_by_vendor'], to: 'declined', by: permissions.answerOffer },
    rescind: { from: open, to: 'rescinded', by: permissions.offer },
    expire: { from: answerable, to: 'expired', by: null },
  },
});

/** The states in which an offer may still become a hire. */
export const openOfferStates = open;
