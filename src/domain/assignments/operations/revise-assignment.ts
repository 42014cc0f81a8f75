import { z } from 'zod';
import { spanOf } from '../../../kernel/day-range.ts';
import { fitWeek } from '../../../kernel/hours.ts';
import { refuse, stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { BillRate, Day, Hours, Rate, reference, text } from '../../../kernel/shapes.ts';
import { assignmentLife } from '../lifecycle/assignment.ts';
import { assignmentRevised, timeAfterEnd } from '../model/assignment.ts';
import { changesTerms } from '../model/terms.ts';
import { assignment } from '../nouns/assignment.ts';
import { permissions } from '../policy.ts';
import { insertRevision, makeRoom, nextNumber, revisionsOf } from '../store/revision.ts';
import { assignments } from '../tables.ts';

export const reviseAssignment = command({
  name: 'reviseAssignment',
  summary: 'Extend an assignment or change its terms from a day on; hours before it keep their price.',
  rest: 'POST /assignments/{assignmentId}/revise',
  permission: permissions.manage,
  input: z.strictObject({
    assignmentId: reference('assignment'),
    effectiveFrom: Day.meta({ description: 'The first day of the new terms.' }),
    endsOn: Day.optional().meta({ description: 'The new last day; absent, it stays.' }),
    billRate: BillRate.optional(),
    payRate: Rate.optional(),
    hoursPerWeek: Hours.optional(),
    reason: text(2000),
  }),
  output: assignment,
  errors: [stepNotAllowed, timeAfterEnd],
  async handle({ assignmentId, effectiveFrom, reason, ...asked }, context) {
    const seen = await context.take(assignments, assignmentId);
    const state = step(assignmentLife, 'revise', seen.state, seen.state);
    const revisions = await revisionsOf(assignmentId, context);
    const before = revisions.findLast(({ effective }) => spanOf(effective).from <= effectiveFrom);
    if (!before) throw refuse('/effectiveFrom', 'before_start', 'The assignment begins later.');
    const { endsOn = seen.endsOn, hoursPerWeek = before.hoursPerWeek } = asked;
    if (endsOn < effectiveFrom || (seen.startedOn !== null && endsOn < seen.startedOn))
      throw refuse('/endsOn', 'before_start', 'The end is before the new terms begin.');
    if (!fitWeek(hoursPerWeek))
      throw refuse('/hoursPerWeek', 'out_of_range', 'A week has more than 0 and at most 168 hours.');
    const { billRate = before.billRate, payRate = before.payRate } = asked;
    const changed = changesTerms({ billRate, payRate, hoursPerWeek }, before);
    if (before === revisions.at(-1) && endsOn === seen.endsOn && !changed)
      return { result: seen, unchanged: true };
    await makeRoom(revisions, { from: effectiveFrom, until: null }, context);
    const number = await nextNumber(assignmentId, context);
    const terms = { billRate, payRate, hoursPerWeek, endsOn, currency: before.currency, reason };
    await insertRevision(seen, { number, from: effectiveFrom, ...terms }, context);
    const row = await context.tx.change(assignments, seen, { endsOn, state });
    return { result: row, events: [assignmentRevised(row, { number, effectiveFrom, endsOn }, reason)] };
  },
});
