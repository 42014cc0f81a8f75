import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { bulkCommand } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { assignmentNotActive } from '../../assignments/index.ts';
import { timePeriodLocked } from '../../time/index.ts';
import { categoryArchived } from '../model/category.ts';
import { noteMissing, overCap, receiptMissing } from '../model/expense.ts';
import { expense } from '../nouns/expense.ts';
import { permissions } from '../policy.ts';
import { submitAll } from '../submitting.ts';

export const submitExpense = bulkCommand({
  name: 'submitExpense',
  summary:
    'Hand an expense in: judged by the present rules of its category, it waits for the client or goes level by level.',
  rest: 'POST /expenses/{expenseId}/submit',
  permission: permissions.claim,
  concurrency: 'optional',
  input: z.strictObject({ expenseId: reference('expense') }),
  output: expense,
  errors: [
    stepNotAllowed,
    overCap,
    receiptMissing,
    noteMissing,
    assignmentNotActive,
    categoryArchived,
    timePeriodLocked,
  ],
  bulk: {
    name: 'submitExpenses',
    rest: 'POST /expenses/submit',
    summary: 'Hand up to 1,000 in, one after the other, with a result for each.',
  },
  handleMany: (inputs, context) =>
    submitAll(
      inputs.map(({ expenseId }) => expenseId),
      context,
    ),
});
