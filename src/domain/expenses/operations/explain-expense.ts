import { z } from 'zod';
import { notFound } from '../../../kernel/errors.ts';
import { query } from '../../../kernel/operation.ts';
import { Amount, Id, reference } from '../../../kernel/shapes.ts';
import { TermStep } from '../../vendors/index.ts';
import { ExpenseTreatment } from '../model/category.ts';
import { permissions } from '../policy.ts';
import { expenses } from '../tables.ts';

const citation = '29 CFR 778.217';

const ExpenseExplanation = z
  .strictObject({
    expenseId: Id,
    amount: Amount,
    currency: z.string(),
    isOverCap: z.boolean(),
    treatment: ExpenseTreatment,
    citation: z.string().meta({ description: 'The source of what treatment says.' }),
    steps: z.array(TermStep).meta({
      description: 'How the amount came out, and what each cap left of itself when it was handed in.',
    }),
  })
  .meta({ id: 'ExpenseExplanation' });

export const explainExpense = query({
  name: 'explainExpense',
  summary: 'How an expense came to its amount and what each cap said to it, as it was when it was handed in.',
  rest: 'GET /expenses/{expenseId}/explanation',
  permission: permissions.read,
  input: z.strictObject({ expenseId: reference('expense') }),
  output: ExpenseExplanation,
  async handle({ expenseId }, context) {
    const row = await context.tx.find(expenses, expenseId);
    if (!row) throw notFound();
    const { amount, currency, isOverCap, treatment, explanation: steps } = row;
    return { expenseId, amount, currency, isOverCap, treatment, citation, steps };
  },
});
