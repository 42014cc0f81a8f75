import { char, numeric, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { amount, day, nounColumns } from '../../kernel/columns.ts';

/** What is known of the client's own staff, and of what it could spend, by facility, profession and day. */
export const workforceMeasures = pgTable('workforce_measures', {
  ...nounColumns,
  programId: uuid('program_id').notNull(),
  facilityId: uuid('facility_id').notNull(),
  profession: text('profession').notNull(),
  workedOn: day('worked_on').notNull(),
  employedHours: numeric('employed_hours', { precision: 10, scale: 2 }),
  employedCost: amount('employed_cost'),
  addressableSpend: amount('addressable_spend'),
  currency: char('currency', { length: 3 }).notNull(),
  source: text('source'),
});
