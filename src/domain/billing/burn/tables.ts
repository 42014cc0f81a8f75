import { integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { amount, day, nounColumns } from '../../../kernel/columns.ts';

/** Thresholds that an order or a budget reached: each once for each amount that it has had. */
export const burnThresholds = pgTable('burn_thresholds', {
  ...nounColumns,
  programId: uuid('program_id').notNull(),
  facilityId: uuid('facility_id'),
  purchaseOrderId: uuid('purchase_order_id'),
  budgetId: uuid('budget_id'),
  threshold: integer('threshold').notNull(),
  amount: amount('amount').notNull(),
  burned: amount('burned').notNull(),
  reachedOn: day('reached_on').notNull(),
  state: text('state', { enum: ['reached', 'acknowledged'] }).notNull(),
});
