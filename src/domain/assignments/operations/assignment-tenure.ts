import { z } from 'zod';
import { notFound } from '../../../kernel/errors.ts';
import { query } from '../../../kernel/operation.ts';
import { Day, Id, reference } from '../../../kernel/shapes.ts';
import { asTenant } from '../../../kernel/transaction.ts';
import { programs, todayAt } from '../../programs/index.ts';
import { permissions } from '../policy.ts';
import { tenuresOf } from '../store/tenure.ts';
import { assignments } from '../tables.ts';

export const assignmentTenure = query({
  name: 'assignmentTenure',
  summary:
    'How long the worker of an assignment has been with the program’s client, over all its placements there, and how long it may be.',
  rest: 'GET /assignments/{assignmentId}/tenure',
  permission: permissions.readTenure,
  input: z.strictObject({ assignmentId: reference('assignment') }),
  output: z
    .strictObject({
      assignmentId: Id,
      since: Day.nullable().meta({ description: 'The first day of the first placement; null before it.' }),
      tenureDays: z
        .int()
        .meta({ description: 'Days on which it was placed; one of two placements counts once.' }),
      tenureWeeks: z.int().meta({ description: 'Whole weeks of them.' }),
      limitWeeks: z.int().nullable().meta({ description: 'Null: the program has no limit.' }),
      warnWeeks: z.int(),
      weeksLeft: z.int().nullable(),
    })
    .meta({ id: 'AssignmentTenure' }),
  async handle({ assignmentId }, context) {
    const row = await context.tx.find(assignments, assignmentId);
    if (!row) throw notFound();
    const today = await todayAt(row, context);
    const { program, tenure } = await asTenant(context.tx, async () => ({
      program: (await context.tx.find(programs, row.programId))!,
      tenure: (await tenuresOf(row.programId, [row.workerId], today, context))[0],
    }));
    const tenureDays = tenure?.days ?? 0;
    const tenureWeeks = Math.floor(tenureDays / 7);
    const { tenureLimitWeeks: limitWeeks, tenureWarnWeeks: warnWeeks } = program;
    return {
      assignmentId,
      since: tenure?.since ?? null,
      tenureDays,
      tenureWeeks,
      limitWeeks,
      warnWeeks,
      weeksLeft: limitWeeks === null ? null : Math.max(0, limitWeeks - tenureWeeks),
    };
  },
});
