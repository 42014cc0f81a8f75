import { boolean, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant, nounColumns } from '../../kernel/columns.ts';

/** Lists as somebody likes to see them. */
export const savedViews = pgTable('saved_views', {
  ...nounColumns,
  membershipId: uuid('membership_id').notNull(),
  side: text('side', { enum: ['operator', 'client', 'vendor', 'worker'] }).notNull(),
  role: text('role').notNull(),
  vendorId: uuid('vendor_id'),
  programId: uuid('program_id'),
  noun: text('noun').notNull(),
  name: text('name').notNull(),
  query: text('query').notNull(),
  sharedWith: text('shared_with', { enum: ['nobody', 'role', 'side'] }).notNull(),
  isDefault: boolean('is_default').notNull().default(false),
  archivedAt: instant('archived_at'),
});
