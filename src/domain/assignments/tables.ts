import { char, integer, jsonb, numeric, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { day, dayRange, dayRanges, nounColumns, parties, rate, unitScope } from '../../kernel/columns.ts';

/** Placements of workers; one pending, active or suspended one for each position. */
export const assignments = pgTable('assignments', {
  ...nounColumns,
  orderId: uuid('order_id').notNull(),
  positionId: uuid('position_id').notNull(),
  submissionId: uuid('submission_id').notNull(),
  offerId: uuid('offer_id').notNull(),
  ...unitScope,
  ...parties,
  startsOn: day('starts_on').notNull(),
  endsOn: day('ends_on').notNull(),
  startedOn: day('started_on'),
  endedOn: day('ended_on'),
  endKind: text('end_kind', { enum: ['completed', 'early'] }),
  endReason: text('end_reason'),
  suspendedDays: dayRanges('suspended_days').notNull().default('{}'),
  suspendedFor: text('suspended_for', { enum: ['decision', 'eligibility'] }),
  eligibleAgainOn: day('eligible_again_on'),
  state: text('state', {
    enum: ['pending', 'active', 'suspended', 'ended', 'canceled', 'no_show'],
  }).notNull(),
});

/** The terms of an assignment over a range of days; those in force never overlap. */
export const assignmentRevisions = pgTable('assignment_revisions', {
  ...nounColumns,
  assignmentId: uuid('assignment_id').notNull(),
  ...unitScope,
  ...parties,
  number: integer('number').notNull(),
  effective: dayRange('effective').notNull(),
  billRate: rate('bill_rate').notNull(),
  payRate: rate('pay_rate'),
  currency: char('currency', { length: 3 }).notNull().default('USD'),
  endsOn: day('ends_on').notNull(),
  hoursPerWeek: numeric('hours_per_week', { precision: 5, scale: 2 }).notNull(),
  reason: text('reason'),
  state: text('state', { enum: ['in_force', 'superseded'] }).notNull(),
});

/** Where the cost of a range of days is charged; shares total 100 percent exactly. */
export const allocations = pgTable('allocations', {
  ...nounColumns,
  assignmentId: uuid('assignment_id').notNull(),
  ...unitScope,
  ...parties,
  effective: dayRange('effective').notNull(),
  shares: jsonb('shares').$type<{ costCenterId: string; percent: string }[]>().notNull(),
  state: text('state', { enum: ['in_force', 'superseded'] })
    .notNull()
    .default('in_force'),
});
