import { capability } from '../../kernel/operation.ts';
import * as offerModel from './model/offer.ts';
import * as submissionModel from './model/submission.ts';
import './nouns/edges.ts';
import { offer } from './nouns/offer.ts';
import { submission } from './nouns/submission.ts';
import { acceptOffer } from './operations/accept-offer.ts';
import { confirmOffer } from './operations/confirm-offer.ts';
import { createSubmission } from './operations/create-submission.ts';
import { declineOffer } from './operations/decline-offer.ts';
import { extendOffer } from './operations/extend-offer.ts';
import { markSubmissionDuplicate } from './operations/mark-submission-duplicate.ts';
import { rejectSubmission } from './operations/reject-submission.ts';
import { rescindOffer } from './operations/rescind-offer.ts';
import { submissionSteps } from './operations/step-submission.ts';
import { withdrawSubmission } from './operations/withdraw-submission.ts';
import { reactions } from './reactions.ts';
import { expireOffer, expireSubmission } from './timers.ts';

export { offerAccepted } from './model/offer.ts';
export { offer } from './nouns/offer.ts';
export { submission } from './nouns/submission.ts';
export { payToClient, readsBillRate, readsPayRate } from './policy.ts';
export { placeOffer, type OfferRow } from './store/offer.ts';
export { endHired, markFellOff } from './store/submission.ts';
export { offers, submissions } from './tables.ts';

export const submissionsCapability = capability({
  name: 'submissions',
  nouns: [submission, offer],
  commands: [
    createSubmission,
    ...submissionSteps,
    rejectSubmission,
    withdrawSubmission,
    markSubmissionDuplicate,
    extendOffer,
    acceptOffer,
    confirmOffer,
    declineOffer,
    rescindOffer,
  ],
  events: [
    submissionModel.submissionSubmitted,
    submissionModel.submissionReviewed,
    submissionModel.submissionPresented,
    submissionModel.submissionShortlisted,
    submissionModel.interviewRequested,
    submissionModel.submissionOffered,
    submissionModel.submissionReturned,
    submissionModel.submissionHired,
    submissionModel.submissionFellOff,
    submissionModel.submissionRejected,
    submissionModel.submissionWithdrawn,
    submissionModel.submissionDuplicated,
    submissionModel.submissionExpired,
    submissionModel.candidateRemoved,
    offerModel.offerExtended,
    offerModel.offerAcceptedByVendor,
    offerModel.offerAccepted,
    offerModel.offerDeclined,
    offerModel.offerRescinded,
    offerModel.offerLapsed,
    offerModel.offerPlaced,
  ],
  reactions,
  timers: [expireSubmission, expireOffer],
  constraints: {
    submissions_one_owner: submissionModel.alreadyRepresented,
    offers_one_live: offerModel.offerAlreadyLive,
  },
});
