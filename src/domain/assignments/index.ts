import { capability } from '../../kernel/operation.ts';
import * as allocationModel from './model/allocation.ts';
import * as happened from './model/assignment.ts';
import * as eligibilityModel from './model/eligibility.ts';
import * as onboardingModel from './model/onboarding.ts';
import * as placementModel from './model/placement.ts';
import * as revisionModel from './model/revision.ts';
import { allocation } from './nouns/allocation.ts';
import { assignment } from './nouns/assignment.ts';
import { assignmentRevision } from './nouns/assignment-revision.ts';
import { onboardingItem, onboardingTemplate } from './nouns/onboarding.ts';
import { placement } from './nouns/placement.ts';
import './nouns/edges.ts';
import { acceptRevision } from './operations/accept-revision.ts';
import { assignmentTenure } from './operations/assignment-tenure.ts';
import { cancelAssignment } from './operations/cancel-assignment.ts';
import { consentToRevision } from './operations/consent-to-revision.ts';
import { convertAssignment } from './operations/convert-assignment.ts';
import { createOnboardingTemplate } from './operations/create-onboarding-template.ts';
import { endAssignment } from './operations/end-assignment.ts';
import { proposeRevision } from './operations/propose-revision.ts';
import { reviseAssignment } from './operations/revise-assignment.ts';
import { setAllocation } from './operations/set-allocation.ts';
import { startAssignment } from './operations/start-assignment.ts';
import { startPlacement } from './operations/start-placement.ts';
import { assignmentSteps } from './operations/step-assignment.ts';
import { onboardingSteps } from './operations/step-onboarding-item.ts';
import { placementSteps } from './operations/step-placement.ts';
import { revisionSteps } from './operations/step-revision.ts';
import { suspensionSteps } from './operations/suspend-assignment.ts';
import { templateShelving, updateOnboardingTemplate } from './operations/update-onboarding-template.ts';
import { endGuarantee } from './placing/timers.ts';
import { reactions } from './reactions.ts';
import { moveUnit } from './revising/timers.ts';
import { judgeFacility } from './timers.ts';

export {
  allocationNotWhole,
  allocationSet,
  costCenterOfAnotherProgram,
  nameWhole,
} from './model/allocation.ts';
export {
  assignmentCanceled,
  assignmentCanceledByClient,
  assignmentCreated,
  assignmentEnded,
  assignmentFellOff,
  assignmentNotActive,
  assignmentResumed,
  assignmentRevised,
  assignmentStarted,
  assignmentSuspended,
  timeAfterEnd,
  workerDidNotShow,
} from './model/assignment.ts';
export { eligibilityLapsed } from './model/eligibility.ts';
export { assignmentForShifts, type ShiftPlacement } from './per-diem.ts';
export { isSuspendedOn } from './model/suspension.ts';
export { allocation } from './nouns/allocation.ts';
export { assignment } from './nouns/assignment.ts';
export { allocationsOn } from './store/allocation.ts';
export {
  assignmentForTime,
  holdAssignment,
  holdAssignments,
  type AssignmentRow,
} from './store/assignment.ts';
export { revisionsOf, termsOn, type AssignmentRevisionRow } from './store/revision.ts';
export { assignments } from './tables.ts';

export const assignmentsCapability = capability({
  name: 'assignments',
  nouns: [assignment, assignmentRevision, allocation, onboardingTemplate, onboardingItem, placement],
  queries: [assignmentTenure],
  commands: [
    startAssignment,
    cancelAssignment,
    ...assignmentSteps,
    ...suspensionSteps,
    endAssignment,
    convertAssignment,
    reviseAssignment,
    proposeRevision,
    acceptRevision,
    consentToRevision,
    ...revisionSteps,
    setAllocation,
    createOnboardingTemplate,
    updateOnboardingTemplate,
    ...templateShelving,
    ...onboardingSteps,
    startPlacement,
    ...placementSteps,
  ],
  events: [
    happened.assignmentCreated,
    happened.assignmentStarted,
    happened.assignmentFellOff,
    happened.assignmentCanceled,
    happened.workerDidNotShow,
    happened.assignmentSuspended,
    happened.assignmentResumed,
    happened.assignmentEnded,
    happened.assignmentRevised,
    happened.assignmentCanceledByClient,
    happened.assignmentConverted,
    happened.assignmentMoved,
    happened.tenureWarned,
    revisionModel.revisionProposed,
    revisionModel.revisionAsked,
    revisionModel.revisionSubmitted,
    revisionModel.revisionPaused,
    revisionModel.revisionResumed,
    revisionModel.revisionOffered,
    revisionModel.revisionConsented,
    revisionModel.revisionDeclined,
    revisionModel.revisionRejected,
    revisionModel.revisionRefused,
    revisionModel.revisionWithdrawn,
    revisionModel.revisionRetracted,
    onboardingModel.templateCreated,
    onboardingModel.templateChanged,
    onboardingModel.templateArchived,
    onboardingModel.templateRestored,
    onboardingModel.onboardingListed,
    onboardingModel.itemCompleted,
    onboardingModel.itemWaived,
    onboardingModel.itemReopened,
    placementModel.placementAccepted,
    placementModel.placementStarted,
    placementModel.placementFellOff,
    placementModel.placementCanceled,
    placementModel.placementGuaranteed,
    placementModel.placementLeft,
    eligibilityModel.eligibilityWarned,
    eligibilityModel.eligibilityLapsed,
    eligibilityModel.eligibilityRestored,
    allocationModel.allocationSet,
  ],
  reactions,
  timers: [judgeFacility, moveUnit, endGuarantee],
  constraints: {
    assignment_revisions_one_pending: revisionModel.revisionUnderWay,
    onboarding_templates_once: onboardingModel.checklistExists,
    allocations_whole: allocationModel.allocationNotWhole,
    allocations_cost_centers: allocationModel.costCenterOfAnotherProgram,
  },
});
