import { lifecycle } from '../../../kernel/lifecycle.ts';
import { OfferState } from '../model/offer.ts';
import { permissions } from '../policy.ts';

const open = ['extended', 'accepted_by_vendor'] as const;

/** The vendor accepts, then the client or the MSP confirms; until then either side may step back. */
export const offerLife = lifecycle({
  noun: 'offer',
  states: OfferState.options,
  initial: 'extended',
  verbs: {
    accept: { from: ['extended'], to: 'accepted_by_vendor', by: permissions.answerOffer },
    confirm: { from: ['accepted_by_vendor'], to: 'accepted', by: permissions.confirmOffer },
    decline: { from: open, to: 'declined', by: permissions.answerOffer },
    rescind: { from: open, to: 'rescinded', by: permissions.offer },
    expire: { from: ['extended'], to: 'expired', by: null },
  },
});

/** The states in which an offer may still become a hire. */
export const openOfferStates = open;
