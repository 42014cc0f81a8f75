import { char, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { amount, instant, nounColumns } from '../../../kernel/columns.ts';

/** Lines that the client does not agree to; `amount` is what is in dispute: the line’s less what it should be. */
export const invoiceDisputes = pgTable('invoice_disputes', {
  ...nounColumns,
  invoiceId: uuid('invoice_id').notNull(),
  invoiceLineId: uuid('invoice_line_id').notNull(),
  billingItemId: uuid('billing_item_id').notNull(),
  programId: uuid('program_id').notNull(),
  facilityId: uuid('facility_id'),
  unitId: uuid('unit_id'),
  vendorId: uuid('vendor_id').notNull(),
  reason: text('reason', {
    enum: ['hours', 'rate', 'duplicate', 'not_authorized', 'not_received', 'wrong_account', 'other'],
  }).notNull(),
  explanation: text('explanation').notNull(),
  currency: char('currency', { length: 3 }).notNull(),
  lineAmount: amount('line_amount').notNull(),
  expectedAmount: amount('expected_amount').notNull(),
  amount: amount('amount').notNull(),
  state: text('state', { enum: ['open', 'upheld', 'credited', 'withdrawn'] }).notNull(),
  raisedBy: uuid('raised_by').notNull(),
  resolution: text('resolution'),
  resolvedAt: instant('resolved_at'),
  resolvedBy: uuid('resolved_by'),
  creditedAmount: amount('credited_amount'),
  creditMemoId: uuid('credit_memo_id'),
});
