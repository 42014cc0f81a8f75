import { char, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { amount, dayRange, instant, nounColumns } from '../../kernel/columns.ts';

const thresholds = integer('thresholds').array().notNull().default([]);

/** What a client has ordered to pay for: everything, or what its scope names and what that implies. */
export const purchaseOrders = pgTable('purchase_orders', {
  ...nounColumns,
  programId: uuid('program_id').notNull(),
  facilityId: uuid('facility_id'),
  unitId: uuid('unit_id'),
  vendorId: uuid('vendor_id'),
  costCenterId: uuid('cost_center_id'),
  orderId: uuid('order_id'),
  assignmentId: uuid('assignment_id'),
  number: text('number').notNull(),
  description: text('description'),
  amount: amount('amount').notNull(),
  currency: char('currency', { length: 3 }).notNull(),
  effective: dayRange('effective').notNull(),
  thresholds,
  whenExhausted: text('when_exhausted', { enum: ['warn', 'block'] })
    .notNull()
    .default('warn'),
  state: text('state', { enum: ['open', 'closed'] }).notNull(),
  closedBecause: text('closed_because'),
});

/** What a cost center may cost in a period; of one center they never overlap. */
export const costCenterBudgets = pgTable('cost_center_budgets', {
  ...nounColumns,
  programId: uuid('program_id').notNull(),
  facilityId: uuid('facility_id'),
  costCenterId: uuid('cost_center_id').notNull(),
  amount: amount('amount').notNull(),
  currency: char('currency', { length: 3 }).notNull(),
  period: dayRange('period').notNull(),
  thresholds,
  archivedAt: instant('archived_at'),
});
