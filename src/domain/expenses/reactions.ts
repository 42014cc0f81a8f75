import { reaction, type Context } from '../../kernel/operation.ts';
import { step } from '../../kernel/lifecycle.ts';
import { approvalGranted, approvalRejected } from '../approvals/index.ts';
import { expenseLife } from './lifecycle.ts';
import { expenseApproved, expenseRejected, told } from './model/expense.ts';
import type { ExpenseRow } from './store/claims.ts';
import { expenses } from './tables.ts';

type ChainFact = ReturnType<typeof approvalGranted>;

/** The expense of the chain, held, if the chain is of one that still waits for it. */
async function waitingOf({ data }: ChainFact, context: Context): Promise<ExpenseRow | undefined> {
  if (data.subjectNoun !== 'expense') return undefined;
  const row = await context.take(expenses, data.subjectId, { version: false });
  return row.state === 'pending_approval' ? row : undefined;
}

const approveRouted = reaction({
  name: 'approveRoutedExpense',
  on: approvalGranted,
  when: 'with',
  async handle(fact, context) {
    const row = await waitingOf(fact, context);
    if (!row) return {};
    const approved = await context.tx.change(expenses, row, {
      state: step(expenseLife, 'grant', row.state),
      approvedAt: context.now,
    });
    return { events: [expenseApproved(approved, told(approved))] };
  },
});

const rejectRouted = reaction({
  name: 'rejectRoutedExpense',
  on: approvalRejected,
  when: 'with',
  async handle(fact, context) {
    const row = await waitingOf(fact, context);
    if (!row) return {};
    const rejectedBecause = fact.reason ?? 'It was not approved.';
    const rejected = await context.tx.change(expenses, row, {
      state: step(expenseLife, 'refuse', row.state),
      rejectedBecause,
    });
    return { events: [expenseRejected(rejected, told(rejected), rejectedBecause)] };
  },
});

/** What approvals do to expenses, in the transaction of the decision. */
export const reactions = [approveRouted, rejectRouted];
