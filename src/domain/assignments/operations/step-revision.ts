import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { assertProvided } from '../../../kernel/provisos.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { stepCommand } from '../../../kernel/step-command.ts';
import { revisionLife } from '../lifecycle/revision.ts';
import { notYourProposal, revisionDeclined, revisionRefused, revisionRejected } from '../model/revision.ts';
import { assignmentRevision } from '../nouns/assignment-revision.ts';
import { permissions } from '../policy.ts';
import { withdrawTerms } from '../revising/reactions.ts';
import { assignmentRevisions } from '../tables.ts';

const named = z.strictObject({
  assignmentRevisionId: reference('assignmentRevision'),
  reason: text(2_000),
});

const rejectRevision = command({
  name: 'rejectRevision',
  summary: 'Reject proposed terms of an assignment, with the reason.',
  rest: 'POST /assignment-revisions/{assignmentRevisionId}/reject',
  permission: permissions.manage,
  input: named,
  output: assignmentRevision,
  errors: [stepNotAllowed],
  async handle({ assignmentRevisionId, reason }, context) {
    const seen = await context.take(assignmentRevisions, assignmentRevisionId);
    const state = step(revisionLife, 'reject', seen.state);
    const row = await context.tx.change(assignmentRevisions, seen, { state });
    const told = row.vendorSees ? revisionRejected : revisionRefused;
    return { result: row, events: [told(row, { assignmentId: row.assignmentId }, reason)] };
  },
});

const withdrawRevision = command({
  name: 'withdrawRevision',
  summary: 'Withdraw terms that do not hold yet, with their approval; a proposal, by the side that made it.',
  rest: 'POST /assignment-revisions/{assignmentRevisionId}/withdraw',
  permission: permissions.withdraw,
  input: named,
  output: assignmentRevision,
  errors: [stepNotAllowed, notYourProposal],
  async handle({ assignmentRevisionId, reason }, context) {
    const seen = await context.take(assignmentRevisions, assignmentRevisionId);
    step(revisionLife, 'withdraw', seen.state);
    await assertProvided(revisionLife, 'withdraw', assignmentRevisions, seen, context);
    const [row, events] = await withdrawTerms(seen, reason, context);
    return { result: row, events };
  },
});

const declineRevision = stepCommand({
  noun: assignmentRevision,
  table: assignmentRevisions,
  life: revisionLife,
  verb: 'decline',
  name: 'declineRevision',
  summary: 'Decline, as the vendor, other terms of an assignment: those that hold go on.',
  event: revisionDeclined,
  data: ({ assignmentId }) => ({ assignmentId }),
  reason: 'required',
});

/** What may become of terms that do not hold yet, but for their acceptance. */
export const revisionSteps = [rejectRevision, withdrawRevision, declineRevision];
