import { capability } from '../../kernel/operation.ts';
import * as consentModel from './model/consent.ts';
import * as interviewModel from './model/interview.ts';
import * as offerModel from './model/offer.ts';
import * as submissionModel from './model/submission.ts';
import './nouns/edges.ts';
import { offer } from './nouns/offer.ts';
import { interview } from './nouns/interview.ts';
import { offerRound } from './nouns/offer-round.ts';
import { submission } from './nouns/submission.ts';
import { acceptCounter } from './operations/accept-counter.ts';
import { answerCounter } from './operations/answer-counter.ts';
import { consentToPrice } from './operations/consent-to-price.ts';
import { counterOffer } from './operations/counter-offer.ts';
import { createInterview } from './operations/create-interview.ts';
import { draftOffer } from './operations/draft-offer.ts';
import { interviewEndings } from './operations/end-interview.ts';
import { presentSubmission } from './operations/present-submission.ts';
import { proposeInterviewTimes } from './operations/propose-interview-times.ts';
import { rankSubmission } from './operations/rank-submission.ts';
import { scheduleInterview } from './operations/schedule-interview.ts';
import { submitOffer } from './operations/submit-offer.ts';
import { updateOffer } from './operations/update-offer.ts';
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
import { expireOffer, expireSubmission, watchInterview } from './timers.ts';

export { offerAccepted } from './model/offer.ts';
export { hourlyTermsOf } from './model/offer-terms.ts';
export { mayRepresent, representationNotCurrent } from './model/submission.ts';
export { blind } from './nouns/blind-review.ts';
export { interview } from './nouns/interview.ts';
export { offer } from './nouns/offer.ts';
export { submission } from './nouns/submission.ts';
export { payToClient, readsBillRate, readsPayRate } from './policy.ts';
export { placeOffer, type OfferRow } from './store/offer.ts';
export { endHired, markFellOff } from './store/submission.ts';
export { offers, submissions } from './tables.ts';

export const submissionsCapability = capability({
  name: 'submissions',
  nouns: [submission, offer, offerRound, interview],
  commands: [
    createSubmission,
    ...submissionSteps,
    presentSubmission,
    rankSubmission,
    consentToPrice,
    rejectSubmission,
    withdrawSubmission,
    markSubmissionDuplicate,
    createInterview,
    proposeInterviewTimes,
    scheduleInterview,
    ...interviewEndings,
    draftOffer,
    updateOffer,
    submitOffer,
    extendOffer,
    counterOffer,
    acceptCounter,
    answerCounter,
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
    submissionModel.submissionRanked,
    consentModel.consentAsked,
    consentModel.consentGiven,
    consentModel.candidateRepriced,
    interviewModel.interviewCreated,
    interviewModel.interviewTimesProposed,
    interviewModel.interviewScheduled,
    interviewModel.interviewCompleted,
    interviewModel.interviewNoShow,
    interviewModel.interviewCanceled,
    interviewModel.interviewOverdue,
    offerModel.offerDrafted,
    offerModel.offerChanged,
    offerModel.offerSubmitted,
    offerModel.offerNotApproved,
    offerModel.offerReturned,
    offerModel.offerDiscarded,
    offerModel.offerExtended,
    offerModel.offerCountered,
    offerModel.offerCounterAccepted,
    offerModel.offerAcceptedByVendor,
    offerModel.offerAccepted,
    offerModel.offerDeclined,
    offerModel.offerRescinded,
    offerModel.offerLapsed,
    offerModel.offerPlaced,
  ],
  reactions,
  timers: [expireSubmission, expireOffer, watchInterview],
  constraints: {
    submissions_one_owner: submissionModel.alreadyRepresented,
    offers_one_live: offerModel.offerAlreadyLive,
    interviews_no_overlap: interviewModel.interviewOverlaps,
  },
});
