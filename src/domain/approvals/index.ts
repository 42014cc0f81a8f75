import { capability } from '../../kernel/operation.ts';
import * as chainFacts from './model/chain.ts';
import * as delegationFacts from './model/delegation.ts';
import * as linkFacts from './model/link.ts';
import { policyArchived, policyCreated, policyExists } from './model/policy.ts';
import {
  titleCodeTaken,
  titleCreated,
  titleHeldAlready,
  titleHoldingAssigned,
  titleHoldingEnded,
} from './model/title.ts';
import { approvalChain, approvalStep } from './nouns/chain.ts';
import { approvalDelegation } from './nouns/delegation.ts';
import { approvalLink } from './nouns/link.ts';
import { approvalPolicy } from './nouns/policy.ts';
import { approvalTitle, titleHolding } from './nouns/title.ts';
import { approvalInbox } from './operations/approval-inbox.ts';
import { approveStep } from './operations/approve-step.ts';
import { archiveApprovalPolicy } from './operations/archive-approval-policy.ts';
import { assignApprovalTitle } from './operations/assign-approval-title.ts';
import { createApprovalPolicy } from './operations/create-approval-policy.ts';
import { createApprovalTitle } from './operations/create-approval-title.ts';
import { decideByLink } from './operations/decide-by-link.ts';
import { delegateApprovals } from './operations/delegate-approvals.ts';
import { endApprovalDelegation } from './operations/end-approval-delegation.ts';
import { endTitleHolding } from './operations/end-title-holding.ts';
import { issueApprovalLink } from './operations/issue-approval-link.ts';
import { pauseApproval } from './operations/pause-approval.ts';
import { previewApproval } from './operations/preview-approval.ts';
import { reassignStep } from './operations/reassign-step.ts';
import { rejectStep } from './operations/reject-step.ts';
import { resumeApproval } from './operations/resume-approval.ts';
import { revokeApprovalLink } from './operations/revoke-approval-link.ts';
import { showApproval } from './operations/show-approval.ts';
import * as reactions from './reactions.ts';
import { beginDelegation, escalateStep, expireDelegation, remindStep } from './timers.ts';

export {
  approvalGranted,
  approvalPaused,
  approvalRejected,
  approvalResumed,
  approvalRunning,
  stepEscalated,
  stepOpened,
  stepReassigned,
  stepReminded,
  stepResumed,
} from './model/chain.ts';
export type { ApprovalFacts } from './model/condition.ts';
export { approvalChain, approvalStep } from './nouns/chain.ts';
export { decidableBy } from './policy.ts';
export { barAuthor } from './routing/bar-author.ts';
export { withdrawApproval } from './routing/close.ts';
export { startApproval, type ApprovalRequest } from './routing/start.ts';
export { decidersOfStep } from './store/deciders.ts';
export { approvalSteps } from './tables.ts';

export const approvals = capability({
  name: 'approvals',
  nouns: [
    approvalTitle,
    titleHolding,
    approvalPolicy,
    approvalChain,
    approvalStep,
    approvalDelegation,
    approvalLink,
  ],
  queries: [previewApproval, approvalInbox],
  commands: [
    createApprovalTitle,
    assignApprovalTitle,
    endTitleHolding,
    createApprovalPolicy,
    archiveApprovalPolicy,
    approveStep,
    rejectStep,
    reassignStep,
    pauseApproval,
    resumeApproval,
    delegateApprovals,
    endApprovalDelegation,
    issueApprovalLink,
    revokeApprovalLink,
  ],
  links: [showApproval, decideByLink],
  events: [
    titleCreated,
    titleHoldingAssigned,
    titleHoldingEnded,
    policyCreated,
    policyArchived,
    chainFacts.approvalStarted,
    chainFacts.approvalPaused,
    chainFacts.approvalHoldLifted,
    chainFacts.approvalResumed,
    chainFacts.approvalGranted,
    chainFacts.approvalRejected,
    chainFacts.approvalWithdrawn,
    chainFacts.stepOpened,
    chainFacts.stepPaused,
    chainFacts.stepResumed,
    chainFacts.stepApproved,
    chainFacts.stepRejected,
    chainFacts.stepReminded,
    chainFacts.stepEscalated,
    chainFacts.stepReassigned,
    delegationFacts.delegationCreated,
    delegationFacts.delegationBegun,
    delegationFacts.delegationEnded,
    linkFacts.approvalLinkIssued,
    linkFacts.approvalLinkUsed,
    linkFacts.approvalLinkRevoked,
  ],
  reactions: Object.values(reactions),
  timers: [remindStep, escalateStep, beginDelegation, expireDelegation],
  constraints: {
    approval_titles_code: titleCodeTaken,
    title_holdings_once: titleHeldAlready,
    approval_policies_one_from: policyExists,
    approval_chains_one_active: chainFacts.approvalRunning,
    approval_steps_once: chainFacts.titleAskedAlready,
  },
});
