import { pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { day, instant, nounColumns } from '../../../kernel/columns.ts';

/** Days through which the hours of a program, or of one facility of it, stand as they are. */
export const timeLocks = pgTable('time_locks', {
  ...nounColumns,
  programId: uuid('program_id').notNull(),
  facilityId: uuid('facility_id'),
  lockedTo: day('locked_to').notNull(),
  reason: text('reason').notNull(),
  lockedBy: uuid('locked_by').notNull(),
  state: text('state', { enum: ['locked', 'reopened'] }).notNull(),
  reopenedAt: instant('reopened_at'),
  reopenedBy: uuid('reopened_by'),
  reopenedReason: text('reopened_reason'),
});
