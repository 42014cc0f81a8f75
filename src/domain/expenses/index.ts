import { capability } from '../../kernel/operation.ts';
import * as categoryHappened from './model/category.ts';
import * as happened from './model/expense.ts';
import { expenseCategory } from './nouns/category.ts';
import { expense } from './nouns/expense.ts';
import './nouns/edges.ts';
import { approveExpense } from './operations/approve-expense.ts';
import { createExpenseCategory } from './operations/create-expense-category.ts';
import { createExpense } from './operations/create-expense.ts';
import { rejectExpense, withdrawExpense } from './operations/end-expense.ts';
import { expenseTotals } from './operations/expense-totals.ts';
import { explainExpense } from './operations/explain-expense.ts';
import { submitExpense } from './operations/submit-expense.ts';
import { categoryShelving, updateExpenseCategory } from './operations/update-expense-category.ts';
import { updateExpense } from './operations/update-expense.ts';
import { voidExpense } from './operations/void-expense.ts';
import { reactions } from './reactions.ts';

export { markExpensesInvoiced } from './invoicing.ts';
export { expenseApproved, expenseVoided } from './model/expense.ts';
export { expense } from './nouns/expense.ts';

export const expensesCapability = capability({
  name: 'expenses',
  nouns: [expenseCategory, expense],
  queries: [explainExpense, expenseTotals],
  commands: [
    createExpenseCategory,
    updateExpenseCategory,
    ...categoryShelving,
    createExpense,
    updateExpense,
    submitExpense,
    approveExpense,
    rejectExpense,
    withdrawExpense,
    voidExpense,
  ],
  events: [
    categoryHappened.categoryCreated,
    categoryHappened.categoryChanged,
    categoryHappened.categoryWasArchived,
    categoryHappened.categoryRestored,
    happened.expenseCreated,
    happened.expenseChanged,
    happened.expenseSubmitted,
    happened.expenseRouted,
    happened.expenseApproved,
    happened.expenseRejected,
    happened.expenseWithdrawn,
    happened.expenseVoided,
    happened.expenseInvoiced,
  ],
  reactions,
  constraints: { expense_categories_code: categoryHappened.categoryCodeTaken },
});
