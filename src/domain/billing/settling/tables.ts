import { pgTable, uuid } from 'drizzle-orm/pg-core';
import { amount, day, nounColumns } from '../../../kernel/columns.ts';

/** What of a credit settles which document, dated; taken back by a row of the other sign, never changed. */
export const creditApplications = pgTable('credit_applications', {
  ...nounColumns,
  programId: uuid('program_id').notNull(),
  vendorId: uuid('vendor_id'),
  creditId: uuid('credit_id').notNull(),
  invoiceId: uuid('invoice_id').notNull(),
  amount: amount('amount').notNull(),
  appliedOn: day('applied_on').notNull(),
  reversesId: uuid('reverses_id'),
});
