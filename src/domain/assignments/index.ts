import { capability } from '../../kernel/operation.ts';
import * as allocationModel from './model/allocation.ts';
import * as happened from './model/assignment.ts';
import * as eligibilityModel from './model/eligibility.ts';
import { allocation } from './nouns/allocation.ts';
import { assignment } from './nouns/assignment.ts';
import { assignmentRevision } from './nouns/assignment-revision.ts';
import './nouns/edges.ts';
import { endAssignment } from './operations/end-assignment.ts';
import { reviseAssignment } from './operations/revise-assignment.ts';
import { setAllocation } from './operations/set-allocation.ts';
import { startAssignment } from './operations/start-assignment.ts';
import { assignmentSteps } from './operations/step-assignment.ts';
import { suspensionSteps } from './operations/suspend-assignment.ts';
import { reactions } from './reactions.ts';
import { judgeFacility } from './timers.ts';

export { allocationSet } from './model/allocation.ts';
export {
  assignmentEnded,
  assignmentNotActive,
  assignmentRevised,
  assignmentStarted,
  timeAfterEnd,
} from './model/assignment.ts';
export { isSuspendedOn } from './model/suspension.ts';
export { allocation } from './nouns/allocation.ts';
export { assignment } from './nouns/assignment.ts';
export { allocationOn } from './store/allocation.ts';
export { assignmentForTime, holdAssignment } from './store/assignment.ts';
export { revisionsOf } from './store/revision.ts';
export { assignments } from './tables.ts';

export const assignmentsCapability = capability({
  name: 'assignments',
  nouns: [assignment, assignmentRevision, allocation],
  commands: [
    startAssignment,
    ...assignmentSteps,
    ...suspensionSteps,
    endAssignment,
    reviseAssignment,
    setAllocation,
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
    eligibilityModel.eligibilityWarned,
    eligibilityModel.eligibilityLapsed,
    eligibilityModel.eligibilityRestored,
    allocationModel.allocationSet,
  ],
  reactions,
  timers: [judgeFacility],
  constraints: {
    allocations_whole: allocationModel.allocationNotWhole,
    allocations_cost_centers: allocationModel.costCenterOfAnotherProgram,
  },
});
