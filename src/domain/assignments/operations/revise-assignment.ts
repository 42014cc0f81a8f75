import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { BillRate, Day, Hours, Rate, reference, text } from '../../../kernel/shapes.ts';
import { assignmentLife } from '../lifecycle/assignment.ts';
import { timeAfterEnd } from '../model/assignment.ts';
import { revisionOffered, revisionSubmitted, revisionUnderWay } from '../model/revision.ts';
import { assignment } from '../nouns/assignment.ts';
import { permissions } from '../policy.ts';
import { wantedOf } from '../revising/draft.ts';
import { followTerms } from '../revising/enact.ts';
import { routeRevision } from '../revising/route.ts';
import { insertRevision, makeRoom, nextNumber, revisionsOf, revisionUnderWayOf } from '../store/revision.ts';
import { assignments } from '../tables.ts';

/** What terms of an assignment are asked for by, besides which day they begin. */
export const termsInput = {
  effectiveFrom: Day.meta({ description: 'The first day of the new terms.' }),
  endsOn: Day.optional().meta({ description: 'The new last day; absent, it stays.' }),
  billRate: BillRate.optional(),
  payRate: Rate.optional(),
  hoursPerWeek: Hours.optional(),
  unitId: reference('unit').optional().meta({ description: 'Another unit of the same facility.' }),
  reason: text(2000),
};

export const reviseAssignment = command({
  name: 'reviseAssignment',
  summary:
    'Extend an assignment or change its terms from a day on, once they are approved and agreed to where that is asked for; hours before it keep their price.',
  rest: 'POST /assignments/{assignmentId}/revise',
  permission: permissions.manage,
  input: z.strictObject({ assignmentId: reference('assignment'), ...termsInput }),
  output: assignment,
  errors: [stepNotAllowed, timeAfterEnd, revisionUnderWay],
  async handle({ assignmentId, reason, ...asked }, context) {
    const seen = await context.take(assignments, assignmentId);
    step(assignmentLife, 'revise', seen.state, seen.state);
    const wanted = await wantedOf(seen, asked, context);
    if (!wanted) return { result: seen, unchanged: true };
    if (await revisionUnderWayOf(assignmentId, context)) throw revisionUnderWay();
    const { additionalCost, ...terms } = wanted;
    const id = context.newId();
    const authors = context.actor.userId === null ? [] : [context.actor.userId];
    const about = { id, additionalCost, authors, proposedBy: null };
    const { next, events, timers } = await routeRevision(seen, { ...terms, ...about, version: 1 }, context);
    const number = await nextNumber(assignmentId, context);
    const draft = { ...about, vendorSees: next === 'in_force' || next === 'pending_consent', state: next };
    if (next === 'in_force')
      await makeRoom(await revisionsOf(assignmentId, context), { from: terms.from, until: null }, context);
    const row = await insertRevision(seen, { ...terms, number, reason }, context, draft);
    if (next === 'in_force') {
      const followed = await followTerms(seen, { ...terms, number, reason }, context);
      return {
        result: followed.assignment,
        events: [...followed.events, ...events],
        timers: [...timers, ...followed.timers],
      };
    }
    const told = next === 'pending_consent' ? revisionOffered : revisionSubmitted;
    return { result: seen, events: [told(row, { assignmentId }, reason), ...events], timers };
  },
});
