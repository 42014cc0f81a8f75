import { z } from 'zod';
import { notFound, stepNotAllowed } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { revisionLife } from '../lifecycle/revision.ts';
import { timeAfterEnd } from '../model/assignment.ts';
import { revisionConsented } from '../model/revision.ts';
import { assignmentRevision } from '../nouns/assignment-revision.ts';
import { permissions } from '../policy.ts';
import { enact } from '../revising/enact.ts';
import { assignmentRevisions, assignments } from '../tables.ts';

export const consentToRevision = command({
  name: 'consentToRevision',
  summary: 'Agree, as the vendor, to other terms of an assignment: they hold from their first day on.',
  rest: 'POST /assignment-revisions/{assignmentRevisionId}/consent',
  permission: permissions.consent,
  input: z.strictObject({ assignmentRevisionId: reference('assignmentRevision') }),
  output: assignmentRevision,
  errors: [stepNotAllowed, timeAfterEnd],
  async handle({ assignmentRevisionId }, context) {
    const found = await context.tx.find(assignmentRevisions, assignmentRevisionId);
    if (!found) throw notFound();
    const parent = await context.take(assignments, found.assignmentId, { version: false });
    const seen = await context.take(assignmentRevisions, assignmentRevisionId);
    step(revisionLife, 'consent', seen.state);
    const { revision, events, timers } = await enact(parent, seen, 'consent', context);
    const consented = revisionConsented(revision, { assignmentId: parent.id });
    return { result: revision, events: [consented, ...events], timers };
  },
});
