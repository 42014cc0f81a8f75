import { sql } from 'drizzle-orm';
import { boolean, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { day, instant, nounColumns } from '../../kernel/columns.ts';
import { weekdays } from '../../kernel/week.ts';
import type { SavedTerms } from './model/saved-report.ts';
import { periods } from './model/period.ts';
import { frequencies } from './model/schedule.ts';

/** Questions that are asked again, by whom, of which days, and when by themselves. */
export const savedReports = pgTable('saved_reports', {
  ...nounColumns,
  membershipId: uuid('membership_id').notNull(),
  side: text('side', { enum: ['operator', 'client', 'vendor'] }).notNull(),
  vendorId: uuid('vendor_id'),
  programId: uuid('program_id'),
  name: text('name').notNull(),
  terms: jsonb('terms').$type<SavedTerms>().notNull(),
  period: text('period', { enum: periods }).notNull(),
  fromOn: day('from_on'),
  toOn: day('to_on'),
  isShared: boolean('is_shared').notNull().default(false),
  timeZone: text('time_zone').notNull(),
  every: text('every', { enum: frequencies }),
  weekday: text('weekday', { enum: weekdays }),
  time: text('time'),
  nextRunAt: instant('next_run_at'),
  keepDays: integer('keep_days').notNull().default(400),
  archivedAt: instant('archived_at'),
});

/** What was answered: the rows as they were, never changed. */
export const reportRuns = pgTable('report_runs', {
  ...nounColumns,
  savedReportId: uuid('saved_report_id').notNull(),
  membershipId: uuid('membership_id').notNull(),
  trigger: text('trigger', { enum: ['request', 'schedule'] }).notNull(),
  fromOn: day('from_on'),
  toOn: day('to_on'),
  answeredAt: instant('answered_at').notNull(),
  state: text('state', { enum: ['completed', 'failed'] }).notNull(),
  rowCount: integer('row_count').notNull(),
  salt: text('salt').default(sql`gen_random_uuid()::text`),
  rows: jsonb('rows').$type<readonly Record<string, unknown>[]>().notNull(),
  problemCode: text('problem_code'),
  problemDetail: text('problem_detail'),
});
