import { lifecycle } from '../../../kernel/lifecycle.ts';
import { noOpenPosition } from '../../orders/index.ts';
import { consentNotAsked, consentPending } from '../model/consent.ts';
import { SubmissionState } from '../model/submission.ts';
import { askedForConsent, permissions, withConsent, withOpening } from '../policy.ts';

const { review, rank, offer, submit } = permissions;
const withClient = ['presented', 'shortlisted', 'interview'] as const;
const inSight = [...withClient, 'offered'] as const;
const waiting = ['submitted', 'msp_review', ...withClient] as const;
const beforeHired = [...waiting, 'offered'] as const;

/** From a vendor's proposal to a hire, or to one of the ends before it. */
export const submissionLife = lifecycle({
  noun: 'submission',
  states: SubmissionState.options,
  initial: 'submitted',
  verbs: {
    review: { from: ['submitted'], to: 'msp_review', by: review },
    present: { from: ['submitted', 'msp_review'], to: 'presented', by: review },
    shortlist: { from: ['presented'], to: 'shortlisted', by: rank },
    requestInterview: { from: ['presented', 'shortlisted'], to: 'interview', by: rank },
    extendOffer: {
      from: withClient,
      to: 'offered',
      by: offer,
      provided: [
        { that: withOpening, otherwise: noOpenPosition },
        { that: withConsent, otherwise: consentPending },
      ],
    },
    consentToPrice: {
      from: waiting,
      to: waiting,
      by: submit,
      provided: [{ that: askedForConsent, otherwise: consentNotAsked }],
    },
    rank: { from: inSight, to: inSight, by: rank },
    reject: { from: beforeHired, to: 'rejected', by: rank },
    withdraw: { from: beforeHired, to: 'withdrawn', by: submit },
    markDuplicate: { from: beforeHired, to: 'duplicate', by: review },
    hire: { from: ['offered'], to: 'hired', by: null },
    return: { from: ['offered'], to: ['presented', 'expired'], by: null },
    expire: { from: waiting, to: 'expired', by: null },
    unhire: { from: ['hired'], to: 'expired', by: null },
    fallOff: { from: ['hired'], to: 'fell_off', by: null },
  },
});

/** The states before a submission is decided one way or the other. */
export const undecidedStates = beforeHired;

/** The states in which a lower price is asked of a submission: an offer's own terms stand. */
export const waitingStates = waiting;

/** The states in which a submission holds its person on the order. */
export const liveStates = [...beforeHired, 'hired'] as const;
