import { integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { day, instant, nounColumns, parties, unitScope } from '../../../kernel/columns.ts';
import { attendanceKinds, attendanceStates } from './model.ts';

/** How workers kept their shifts; what is excused counts no more. */
export const attendanceEvents = pgTable('attendance_events', {
  ...nounColumns,
  ...unitScope,
  ...parties,
  shiftId: uuid('shift_id').notNull(),
  orderId: uuid('order_id').notNull(),
  shiftOn: day('shift_on').notNull(),
  kind: text('kind', { enum: attendanceKinds }).notNull(),
  points: integer('points').notNull(),
  occurredAt: instant('occurred_at').notNull(),
  state: text('state', { enum: attendanceStates }).notNull(),
  excuseReason: text('excuse_reason'),
});
