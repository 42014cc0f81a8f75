import type { Problem } from '../../../kernel/errors.ts';
import type { Context, Outcome } from '../../../kernel/operation.ts';
import { expenses } from '../tables.ts';
import type { ExpenseRow } from './claims.ts';

/** Does the same to many expenses, each for itself: all are held first, and what one is refused for undoes no other. */
export async function eachExpense<Input extends { expenseId: string }>(
  inputs: readonly Input[],
  act: (row: ExpenseRow, input: Input) => Promise<Outcome<ExpenseRow>>,
  context: Context,
): Promise<(Outcome<ExpenseRow> | Problem)[]> {
  await context.tx.takeAll(
    expenses,
    inputs.map(({ expenseId }) => expenseId),
  );
  const outcomes: (Outcome<ExpenseRow> | Problem)[] = [];
  for (const input of inputs)
    outcomes.push(
      await context.attempt(async () => act(await context.take(expenses, input.expenseId), input)),
    );
  return outcomes;
}
