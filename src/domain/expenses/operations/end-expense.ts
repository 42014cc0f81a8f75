import { stepCommand } from '../../../kernel/step-command.ts';
import { withdrawApproval } from '../../approvals/index.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { expenseLife } from '../lifecycle.ts';
import { expenseRejected, expenseWithdrawn, told } from '../model/expense.ts';
import { expense } from '../nouns/expense.ts';
import { expenses } from '../tables.ts';

const ofExpense = { noun: expense, table: expenses, life: expenseLife, data: told } as const;

export const rejectExpense = stepCommand({
  ...ofExpense,
  verb: 'reject',
  summary: 'Send an expense back to be stated anew, with the reason.',
  event: expenseRejected,
  reason: 'required',
  changes: (_row, _context, reason) => ({ rejectedBecause: reason! }),
});

export const withdrawExpense = stepCommand({
  ...ofExpense,
  verb: 'withdraw',
  summary: 'Claim an expense no longer; what it took of its caps is free again.',
  event: expenseWithdrawn,
  async move(row, context) {
    const state = step(expenseLife, 'withdraw', row.state);
    const isRouted = row.state === 'pending_approval';
    const facts = isRouted ? await withdrawApproval({ noun: 'expense', id: row.id }, context) : [];
    const withdrawn = await context.tx.change(expenses, row, { state, rejectedBecause: null });
    return { row: withdrawn, facts };
  },
});
