import { capability } from '../../kernel/operation.ts';
import * as happened from './model/requirement.ts';
import { compactMembership } from './nouns/compact-membership.ts';
import './nouns/edges.ts';
import { requirement } from './nouns/requirement.ts';
import { adoptRequirements } from './operations/adopt-requirements.ts';
import { archivingSteps } from './operations/archive-requirement.ts';
import { createRequirement } from './operations/create-requirement.ts';
import { eligibility } from './operations/eligibility.ts';
import { eligibilityOfWorkers } from './operations/eligibility-of-workers.ts';
import { endRequirement } from './operations/end-requirement.ts';
import { updateRequirement } from './operations/update-requirement.ts';

export { assertEligible, type GateQuestion, type Place } from './gate.ts';
export { isBlocking, isOpen, judge, type Judgment } from './judging/judge.ts';
export { EligibilityItem, type Item, workerNotEligible } from './model/eligibility.ts';
export { requirement } from './nouns/requirement.ts';
export { factsOf, factsOfMany } from './store.ts';

export const eligibilityCapability = capability({
  name: 'eligibility',
  nouns: [compactMembership, requirement],
  commands: [createRequirement, updateRequirement, endRequirement, ...archivingSteps, adoptRequirements],
  queries: [eligibility, eligibilityOfWorkers],
  events: [
    happened.requirementCreated,
    happened.requirementChanged,
    happened.requirementEnded,
    happened.requirementArchived,
    happened.requirementRestored,
  ],
  constraints: { requirements_no_overlap: happened.requirementOverlaps },
});
