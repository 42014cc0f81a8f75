import { pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant, nounColumns, parties, unitScope } from '../../../kernel/columns.ts';
import { shiftSwapStates, swapSides } from './model.ts';

/** Shifts that a worker gives to another of the same vendor, for one of the other's or for none. */
export const shiftSwaps = pgTable('shift_swaps', {
  ...nounColumns,
  ...unitScope,
  ...parties,
  shiftId: uuid('shift_id').notNull(),
  otherShiftId: uuid('other_shift_id'),
  otherWorkerId: uuid('other_worker_id').notNull(),
  proposedBySide: text('proposed_by_side', { enum: swapSides }).notNull(),
  reason: text('reason').notNull(),
  startsAt: instant('starts_at').notNull(),
  endsAt: instant('ends_at').notNull(),
  otherStartsAt: instant('other_starts_at'),
  otherEndsAt: instant('other_ends_at'),
  expiresAt: instant('expires_at').notNull(),
  answeredAt: instant('answered_at'),
  decidedAt: instant('decided_at'),
  declineReason: text('decline_reason'),
  state: text('state', { enum: shiftSwapStates }).notNull(),
});
