import { integer, numeric, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { amount, day, instant, nounColumns, parties, unitScope } from '../../../kernel/columns.ts';
import { callOffPeriodStates } from './model.ts';

/** A period of an assignment in which the client called off shifts, and what of the guarantee was charged for it. */
export const callOffPeriods = pgTable('call_off_periods', {
  ...nounColumns,
  ...unitScope,
  ...parties,
  assignmentId: uuid('assignment_id').notNull(),
  agreementId: uuid('agreement_id').notNull(),
  startsOn: day('starts_on').notNull(),
  endsOn: day('ends_on').notNull(),
  hoursPerWeek: numeric('hours_per_week', { precision: 5, scale: 2 }).notNull(),
  freeCallOffs: integer('free_call_offs').notNull(),
  periodWeeks: integer('period_weeks').notNull(),
  callOffs: integer('call_offs').notNull().default(0),
  chargedHours: numeric('charged_hours', { precision: 7, scale: 2 }),
  chargedAmount: amount('charged_amount'),
  settledAt: instant('settled_at'),
  settlements: integer('settlements').notNull().default(0),
  state: text('state', { enum: callOffPeriodStates }).notNull(),
});
