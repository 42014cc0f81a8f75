import { sql } from 'drizzle-orm';
import { integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { amount, day, instant, nounColumns, parties, unitScope } from '../../../kernel/columns.ts';
import { reratingLineStates, reratingStates } from './words.ts';

/** Weeks of a period rated anew: what would differ, and whether it was applied. Totals are of all weeks compared. */
export const reratings = pgTable('reratings', {
  ...nounColumns,
  programId: uuid('program_id').notNull(),
  facilityId: uuid('facility_id'),
  vendorId: uuid('vendor_id'),
  periodFrom: day('period_from').notNull(),
  periodTo: day('period_to').notNull(),
  payPolicyId: uuid('pay_policy_id'),
  reason: text('reason').notNull(),
  state: text('state', { enum: reratingStates }).notNull(),
  sheets: integer('sheets').notNull().default(0),
  differing: integer('differing').notNull().default(0),
  applied: integer('applied').notNull().default(0),
  skipped: integer('skipped').notNull().default(0),
  grossBefore: amount('gross_before')
    .notNull()
    .default(sql`0`),
  grossAfter: amount('gross_after')
    .notNull()
    .default(sql`0`),
  payBefore: amount('pay_before')
    .notNull()
    .default(sql`0`),
  payAfter: amount('pay_after')
    .notNull()
    .default(sql`0`),
  failedBecause: text('failed_because'),
  preparedAt: instant('prepared_at'),
  settledAt: instant('settled_at'),
});

/** One week that a rerating would rate otherwise, or cannot. */
export const reratingLines = pgTable('rerating_lines', {
  ...nounColumns,
  reratingId: uuid('rerating_id').notNull(),
  timesheetId: uuid('timesheet_id').notNull(),
  ...unitScope,
  ...parties,
  revision: integer('revision').notNull(),
  timesheetVersion: integer('timesheet_version').notNull(),
  payPolicyId: uuid('pay_policy_id').notNull(),
  grossBefore: amount('gross_before').notNull(),
  grossAfter: amount('gross_after').notNull(),
  payBefore: amount('pay_before'),
  payAfter: amount('pay_after'),
  state: text('state', { enum: reratingLineStates }).notNull(),
  why: text('why'),
});
