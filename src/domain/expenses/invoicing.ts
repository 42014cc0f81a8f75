import type { Fact } from '../../kernel/event.ts';
import { step } from '../../kernel/lifecycle.ts';
import type { Context } from '../../kernel/operation.ts';
import { expenseLife } from './lifecycle.ts';
import { expenseInvoiced, told } from './model/expense.ts';
import { expenses } from './tables.ts';

/** Marks approved expenses as standing on an invoice; one that stands on one already is left. */
export async function markExpensesInvoiced(expenseIds: readonly string[], context: Context): Promise<Fact[]> {
  const { tx } = context;
  const held = [...(await tx.takeAll(expenses, expenseIds)).values()];
  const invoiced = await tx.changeAll(
    expenses,
    held
      .filter(({ state }) => state !== 'invoiced')
      .map((row) => ({ row, changes: { state: step(expenseLife, 'invoice', row.state) } })),
  );
  return invoiced.map((row) => expenseInvoiced(row, told(row)));
}
