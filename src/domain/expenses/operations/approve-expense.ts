import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { bulkCommand } from '../../../kernel/operation.ts';
import { assertProvided } from '../../../kernel/provisos.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { expenseLife } from '../lifecycle.ts';
import {
  approvalNoteMissing,
  approverClaims,
  approverIsPaid,
  expenseApproved,
  told,
} from '../model/expense.ts';
import { expense } from '../nouns/expense.ts';
import { permissions } from '../policy.ts';
import { eachExpense } from '../store/many.ts';
import { expenses } from '../tables.ts';

export const approveExpense = bulkCommand({
  name: 'approveExpense',
  summary: 'Accept an expense for the client; of one over a cap, with a note that says why.',
  rest: 'POST /expenses/{expenseId}/approve',
  permission: permissions.approve,
  concurrency: 'optional',
  input: z.strictObject({ expenseId: reference('expense'), note: text(2_000).optional() }),
  output: expense,
  errors: [stepNotAllowed, approverIsPaid, approverClaims, approvalNoteMissing],
  bulk: {
    name: 'approveExpenses',
    rest: 'POST /expenses/approve',
    summary: 'Accept up to 1,000 expenses, with a result for each.',
  },
  handleMany: (inputs, context) =>
    eachExpense(
      inputs,
      async (row, { note = null }) => {
        const state = step(expenseLife, 'approve', row.state);
        await assertProvided(expenseLife, 'approve', expenses, row, context);
        if (row.isOverCap && note === null) throw approvalNoteMissing();
        const approved = await context.tx.change(expenses, row, {
          state,
          approvedAt: context.now,
          approvedBy: context.actor.membershipId,
          approvalNote: note,
        });
        return { result: approved, events: [expenseApproved(approved, told(approved))] };
      },
      context,
    ),
});
