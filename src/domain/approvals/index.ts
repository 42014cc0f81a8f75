import { capability } from '../../kernel/operation.ts';
import * as chainFacts from './model/chain.ts';
import { policyArchived, policyCreated, policyExists } from './model/policy.ts';
import {
  titleCodeTaken,
  titleCreated,
  titleHeldAlready,
  titleHoldingAssigned,
  titleHoldingEnded,
} from './model/title.ts';
import { approvalChain, approvalStep } from './nouns/chain.ts';
import { approvalPolicy } from './nouns/policy.ts';
import { approvalTitle, titleHolding } from './nouns/title.ts';
import { approveStep } from './operations/approve-step.ts';
import { archiveApprovalPolicy } from './operations/archive-approval-policy.ts';
import { assignApprovalTitle } from './operations/assign-approval-title.ts';
import { createApprovalPolicy } from './operations/create-approval-policy.ts';
import { createApprovalTitle } from './operations/create-approval-title.ts';
import { endTitleHolding } from './operations/end-title-holding.ts';
import { rejectStep } from './operations/reject-step.ts';
import * as reactions from './reactions.ts';

export {
  approvalGranted,
  approvalPaused,
  approvalRejected,
  approvalResumed,
  approvalRunning,
} from './model/chain.ts';
export { barAuthor } from './routing/bar-author.ts';
export { withdrawApproval } from './routing/close.ts';
export { startApproval } from './routing/start.ts';

export const approvals = capability({
  name: 'approvals',
  nouns: [approvalTitle, titleHolding, approvalPolicy, approvalChain, approvalStep],
  commands: [
    createApprovalTitle,
    assignApprovalTitle,
    endTitleHolding,
    createApprovalPolicy,
    archiveApprovalPolicy,
    approveStep,
    rejectStep,
  ],
  events: [
    titleCreated,
    titleHoldingAssigned,
    titleHoldingEnded,
    policyCreated,
    policyArchived,
    chainFacts.approvalStarted,
    chainFacts.approvalPaused,
    chainFacts.approvalResumed,
    chainFacts.approvalGranted,
    chainFacts.approvalRejected,
    chainFacts.approvalWithdrawn,
    chainFacts.stepOpened,
    chainFacts.stepPaused,
    chainFacts.stepResumed,
    chainFacts.stepApproved,
    chainFacts.stepRejected,
  ],
  reactions: Object.values(reactions),
  constraints: {
    approval_titles_code: titleCodeTaken,
    title_holdings_once: titleHeldAlready,
    approval_policies_one_from: policyExists,
    approval_chains_one_active: chainFacts.approvalRunning,
  },
});
