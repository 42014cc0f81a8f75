import { char, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { amount, day, instant, nounColumns } from '../../kernel/columns.ts';

/** Money that went between the operator and the client (no vendor) or a vendor; `amount` is above zero either way. */
export const payments = pgTable('payments', {
  ...nounColumns,
  programId: uuid('program_id').notNull(),
  vendorId: uuid('vendor_id'),
  direction: text('direction', { enum: ['received', 'paid', 'refunded', 'recovered'] }).notNull(),
  method: text('method', { enum: ['ach', 'wire', 'check', 'card', 'other'] }).notNull(),
  reference: text('reference').notNull(),
  paidOn: day('paid_on').notNull(),
  currency: char('currency', { length: 3 }).notNull(),
  amount: amount('amount').notNull(),
  appliedAmount: amount('applied_amount').notNull().default('0'),
  note: text('note'),
  state: text('state', { enum: ['recorded', 'reversed'] }).notNull(),
  recordedBy: uuid('recorded_by').notNull(),
  reversedOn: day('reversed_on'),
  reversedAt: instant('reversed_at'),
  reversedBy: uuid('reversed_by'),
  reversedBecause: text('reversed_because'),
});

/** By how much a payment changed what a document was paid, dated; taken back by a row of the other sign, never changed. */
export const paymentApplications = pgTable('payment_applications', {
  ...nounColumns,
  programId: uuid('program_id').notNull(),
  vendorId: uuid('vendor_id'),
  paymentId: uuid('payment_id').notNull(),
  invoiceId: uuid('invoice_id').notNull(),
  amount: amount('amount').notNull(),
  appliedOn: day('applied_on').notNull(),
  reversesId: uuid('reverses_id'),
});
