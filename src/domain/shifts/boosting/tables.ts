import { pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant, nounColumns, rate, unitScope } from '../../../kernel/columns.ts';
import { boostStates } from './model.ts';

/** By how much the rate of an open shift was raised, why and until when. */
export const shiftBoosts = pgTable('shift_boosts', {
  ...nounColumns,
  ...unitScope,
  orderId: uuid('order_id').notNull(),
  shiftId: uuid('shift_id').notNull(),
  rateBefore: rate('rate_before').notNull(),
  rateAfter: rate('rate_after').notNull(),
  reason: text('reason').notNull(),
  endsAt: instant('ends_at'),
  state: text('state', { enum: boostStates }).notNull(),
});
