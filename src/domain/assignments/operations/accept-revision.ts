import { z } from 'zod';
import { spanOf } from '../../../kernel/day-range.ts';
import { notFound, stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { revisionLife } from '../lifecycle/revision.ts';
import { timeAfterEnd } from '../model/assignment.ts';
import { revisionOffered, revisionSubmitted } from '../model/revision.ts';
import { assignmentRevision } from '../nouns/assignment-revision.ts';
import { permissions } from '../policy.ts';
import { enact } from '../revising/enact.ts';
import { routeRevision } from '../revising/route.ts';
import { assignmentRevisions, assignments } from '../tables.ts';

export const acceptRevision = command({
  name: 'acceptRevision',
  summary:
    'Accept proposed terms: they are routed for approval and consent where those are asked for, else they hold.',
  rest: 'POST /assignment-revisions/{assignmentRevisionId}/accept',
  permission: permissions.manage,
  input: z.strictObject({ assignmentRevisionId: reference('assignmentRevision') }),
  output: assignmentRevision,
  errors: [stepNotAllowed, timeAfterEnd],
  async handle({ assignmentRevisionId }, context) {
    const found = await context.tx.find(assignmentRevisions, assignmentRevisionId);
    if (!found) throw notFound();
    const parent = await context.take(assignments, found.assignmentId, { version: false });
    const seen = await context.take(assignmentRevisions, assignmentRevisionId);
    step(revisionLife, 'accept', seen.state);
    const { next, events, timers } = await routeRevision(
      parent,
      { ...seen, from: spanOf(seen.effective).from, version: seen.version + 1 },
      context,
    );
    if (next === 'in_force') {
      const enacted = await enact(parent, seen, 'accept', context);
      return {
        result: enacted.revision,
        events: [...enacted.events, ...events],
        timers: [...timers, ...enacted.timers],
      };
    }
    const row = await context.tx.change(assignmentRevisions, seen, {
      state: step(revisionLife, 'accept', seen.state, next),
      vendorSees: seen.vendorSees || next === 'pending_consent',
    });
    const told = next === 'pending_consent' ? revisionOffered : revisionSubmitted;
    return { result: row, events: [told(row, { assignmentId: parent.id }), ...events], timers };
  },
});
