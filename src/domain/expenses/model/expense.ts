import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { event } from '../../../kernel/event.ts';
import { Id, oneOf } from '../../../kernel/shapes.ts';

export const expenseStates = [
  'draft',
  'submitted',
  'pending_approval',
  'approved',
  'rejected',
  'withdrawn',
  'voided',
  'invoiced',
] as const;
export const ExpenseState = oneOf('ExpenseState', expenseStates);

/** The states in which an expense counts toward the caps of its category. */
export const countedStates = ['submitted', 'pending_approval', 'approved', 'invoiced'] as const;

/** Miles or days: a decimal string above zero, at most 5 digits before the point, 2 after. */
export const Quantity = z
  .string()
  .regex(
    /^(0|[1-9]\d{0,4})(\.\d{1,2})?$/,
    'A quantity is a decimal string with at most 5 digits before the point and 2 after.',
  )
  .refine((value) => /[1-9]/.test(value), 'A quantity is above zero.')
  .meta({ scalar: 'Decimal', format: 'decimal', examples: ['42.50'] });

export const overCap = declareError(
  'expense_over_cap',
  'conflict',
  'The expense is over a cap of its category; `left` says what it may be at most.',
);
export const receiptMissing = declareError(
  'expense_receipt_missing',
  'conflict',
  'A receipt is demanded of an expense of this amount.',
);
export const noteMissing = declareError(
  'expense_note_missing',
  'conflict',
  'The category demands a note that says what it was for.',
);
export const approvalNoteMissing = declareError(
  'expense_approval_note_missing',
  'conflict',
  'Whoever approves what is over a cap says why.',
);
export const approverIsPaid = declareError(
  'approver_is_paid',
  'forbidden',
  'Nobody decides on what they are paid back themselves.',
);
export const approverClaims = declareError(
  'approver_claims',
  'forbidden',
  'Nobody decides for the client on what a vendor claims that they act for.',
);

const data = z.strictObject({ assignmentId: Id, categoryId: Id });

const fact = <Type extends `expense.${string}`>(type: Type, summary: string) =>
  event({ type, summary, sides: ['operator', 'client', 'vendor', 'worker'], data });

export const expenseCreated = fact('expense.created', 'An expense was stated; it is not handed in yet.');
export const expenseChanged = fact('expense.changed', 'An expense that is not handed in was stated anew.');
export const expenseSubmitted = fact('expense.submitted', 'An expense was handed in and waits for approval.');
export const expenseRouted = fact(
  'expense.routed',
  'An expense was handed in; it is approved level by level.',
);
export const expenseApproved = fact('expense.approved', 'An expense was approved.');
export const expenseRejected = fact('expense.rejected', 'An expense was rejected, with a reason.');
export const expenseWithdrawn = fact('expense.withdrawn', 'An expense is no longer claimed.');
export const expenseVoided = fact('expense.voided', 'An approved expense was voided, with a reason.');

export const expenseInvoiced = fact('expense.invoiced', 'An expense stands on an invoice.');

/** What the events of an expense tell. */
export const told = ({ assignmentId, categoryId }: { assignmentId: string; categoryId: string }) => ({
  assignmentId,
  categoryId,
});
