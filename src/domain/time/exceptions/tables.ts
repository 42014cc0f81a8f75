import { pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { day, instant, nounColumns, parties, unitScope } from '../../../kernel/columns.ts';

/** What is wrong with the time of a week, each found once by its origin, code and key. */
export const timeExceptions = pgTable('time_exceptions', {
  ...nounColumns,
  timesheetId: uuid('timesheet_id').notNull(),
  ...unitScope,
  ...parties,
  code: text('code', {
    enum: [
      'missing_in',
      'missing_out',
      'early_in',
      'late_out',
      'long_shift',
      'missed_meal',
      'short_meal',
      'late_meal',
      'missed_rest',
      'unscheduled',
      'overlap',
      'outside_geofence',
      'late_punch',
      'unpaired',
      'suspended_day',
    ],
  }).notNull(),
  key: text('key').notNull(),
  origin: text('origin', { enum: ['punches', 'rating', 'shift'] }).notNull(),
  workDate: day('work_date').notNull(),
  startsAt: instant('starts_at'),
  detail: text('detail').notNull(),
  state: text('state', { enum: ['open', 'resolved', 'attested', 'cleared'] }).notNull(),
  note: text('note'),
  decidedBy: uuid('decided_by'),
  decidedAt: instant('decided_at'),
});
