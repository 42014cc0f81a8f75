import { char, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { dayRange, nounColumns, rate } from '../../kernel/columns.ts';

/** Dated bill rates per hour; a null vendor, specialty or facility is the line for all of them. */
export const rateLines = pgTable('rate_lines', {
  ...nounColumns,
  programId: uuid('program_id').notNull(),
  vendorId: uuid('vendor_id'),
  facilityId: uuid('facility_id'),
  profession: text('profession').notNull(),
  specialty: text('specialty'),
  billRate: rate('bill_rate').notNull(),
  maxBillRate: rate('max_bill_rate').notNull(),
  payRate: rate('pay_rate'),
  currency: char('currency', { length: 3 }).notNull().default('USD'),
  effective: dayRange('effective').notNull(),
});
