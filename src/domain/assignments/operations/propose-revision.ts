import { z } from 'zod';
import { refuse, stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { assignmentLife } from '../lifecycle/assignment.ts';
import { revisionAsked, revisionProposed, revisionUnderWay } from '../model/revision.ts';
import { assignmentRevision } from '../nouns/assignment-revision.ts';
import { permissions } from '../policy.ts';
import { wantedOf } from '../revising/draft.ts';
import { insertRevision, nextNumber, revisionUnderWayOf } from '../store/revision.ts';
import { assignments } from '../tables.ts';
import { termsInput } from './revise-assignment.ts';
import { asTenant } from '../../../kernel/transaction.ts';

export const proposeRevision = command({
  name: 'proposeRevision',
  summary: 'Propose other terms of an assignment from a day on: an extension, a rate, hours, another unit.',
  rest: 'POST /assignments/{assignmentId}/propose-revision',
  permission: permissions.propose,
  input: z.strictObject({ assignmentId: reference('assignment'), ...termsInput }),
  output: assignmentRevision,
  errors: [stepNotAllowed, revisionUnderWay],
  async handle({ assignmentId, reason, ...asked }, context) {
    const seen = await context.take(assignments, assignmentId);
    step(assignmentLife, 'propose', seen.state, seen.state);
    const { actor, tx } = context;
    const proposedBy = actor.side === 'vendor' ? 'vendor' : 'client';
    if (proposedBy === 'client' && asked.payRate !== undefined)
      throw refuse(
        '/payRate',
        'not_yours',
        'What the worker is paid is between it, its vendor and the program.',
      );
    const wanted = await asTenant(tx, () => wantedOf(seen, asked, context));
    if (!wanted) throw refuse('/effectiveFrom', 'changes_nothing', 'These terms hold already.');
    if (await asTenant(tx, () => revisionUnderWayOf(assignmentId, context))) throw revisionUnderWay();
    const number = await asTenant(tx, () => nextNumber(assignmentId, context));
    const row = await insertRevision(seen, { ...wanted, number, reason }, context, {
      id: context.newId(),
      additionalCost: wanted.additionalCost,
      proposedBy,
      authors: actor.userId === null ? [] : [actor.userId],
      vendorSees: proposedBy === 'vendor',
      state: 'proposed',
    });
    const told = proposedBy === 'vendor' ? revisionProposed : revisionAsked;
    return { result: row, events: [told(row, { assignmentId }, reason)] };
  },
});
