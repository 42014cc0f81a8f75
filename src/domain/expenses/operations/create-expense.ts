import { z } from 'zod';
import { bulkCommand } from '../../../kernel/operation.ts';
import { Day, reference, text } from '../../../kernel/shapes.ts';
import { assignmentNotActive } from '../../assignments/index.ts';
import { fileIdsInput, fileNotReady } from '../../files/index.ts';
import { timePeriodLocked } from '../../time/index.ts';
import { createAll } from '../creating.ts';
import { categoryArchived, PositiveAmount } from '../model/category.ts';
import { Quantity } from '../model/expense.ts';
import { expense } from '../nouns/expense.ts';
import { permissions } from '../policy.ts';

export const createExpense = bulkCommand({
  name: 'createExpense',
  summary:
    'State what was spent on a day of an assignment, with its receipts; it is handed in by submitExpense.',
  rest: 'POST /expenses',
  permission: permissions.claim,
  input: z.strictObject({
    assignmentId: reference('assignment'),
    categoryId: reference('expenseCategory'),
    incurredOn: Day,
    quantity: Quantity.optional().meta({
      description: 'Miles, or the part of the day, of a category with rates.',
    }),
    amount: PositiveAmount.optional().meta({ description: 'What was spent, of a category without.' }),
    note: text(2_000).optional(),
    fileIds: fileIdsInput,
  }),
  output: expense,
  errors: [assignmentNotActive, categoryArchived, timePeriodLocked, fileNotReady],
  bulk: {
    name: 'createExpenses',
    rest: 'POST /expenses/bulk',
    summary: 'State up to 1,000 expenses, with a result for each row.',
  },
  handleMany: createAll,
});
