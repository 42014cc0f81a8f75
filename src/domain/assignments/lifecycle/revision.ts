import { lifecycle } from '../../../kernel/lifecycle.ts';
import { notYourProposal, RevisionState } from '../model/revision.ts';
import { ownProposal, permissions } from '../policy.ts';

/** Terms are proposed or submitted, approved, agreed to where the program says so, and hold until others take their days. */
export const revisionLife = lifecycle({
  noun: 'assignmentRevision',
  states: RevisionState.options,
  initial: 'proposed',
  verbs: {
    accept: {
      from: ['proposed'],
      to: ['in_force', 'pending_approval', 'approval_paused', 'pending_consent'],
      by: permissions.manage,
    },
    reject: { from: ['proposed'], to: 'rejected', by: permissions.manage },
    approve: {
      from: ['pending_approval', 'approval_paused'],
      to: ['in_force', 'pending_consent'],
      by: null,
    },
    refuse: { from: ['pending_approval', 'approval_paused'], to: 'rejected', by: null },
    pauseApproval: { from: ['pending_approval'], to: 'approval_paused', by: null },
    resumeApproval: { from: ['approval_paused'], to: 'pending_approval', by: null },
    consent: { from: ['pending_consent'], to: 'in_force', by: permissions.consent },
    decline: { from: ['pending_consent'], to: 'declined', by: permissions.consent },
    withdraw: {
      from: ['proposed', 'pending_approval', 'approval_paused', 'pending_consent'],
      to: 'withdrawn',
      by: permissions.withdraw,
      provided: [{ that: ownProposal, otherwise: notYourProposal }],
    },
    supersede: { from: ['in_force'], to: 'superseded', by: null },
  },
});
