import { z } from 'zod';
import { noSuchField, refuse } from '../../../kernel/errors.ts';
import { query } from '../../../kernel/operation.ts';
import { Day, reference } from '../../../kernel/shapes.ts';
import { ExpenseTotals, told, wholeMonths } from '../model/totals.ts';
import { fewestPeople, isAnalyst, permissions } from '../policy.ts';
import { expenseTotals as totalsOf } from '../store/totals.ts';

export const expenseTotals = query({
  name: 'expenseTotals',
  summary:
    'Expenses by program, category and month, of an assignment or of a period, as far as you see them; an analyst is told of whole months, and of no fewer than five people.',
  rest: 'GET /expense-totals',
  permission: permissions.readTotals,
  input: z.strictObject({
    programId: reference('program').optional(),
    assignmentId: reference('assignment').optional(),
    from: Day.optional(),
    to: Day.optional(),
  }),
  output: ExpenseTotals,
  rows: 'rows',
  async handle({ programId, assignmentId, from = null, to = null }, context) {
    if (from && to && to < from) throw refuse('/to', 'before_start', 'The end is before the start.');
    const analyst = isAnalyst(context.actor);
    if (analyst && assignmentId)
      throw noSuchField('/assignmentId', 'Totals have no assignmentId that you may use.');
    const days = analyst ? wholeMonths(from, to) : { from, to };
    const counted = await totalsOf({ programId, assignmentId, ...days }, context);
    const fewest = analyst ? fewestPeople : 1;
    return { ...days, asOf: context.now, rows: counted.map((row) => told(row, fewest)) };
  },
});
