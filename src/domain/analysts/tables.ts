import { sql } from 'drizzle-orm';
import { pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant, nounColumns } from '../../kernel/columns.ts';
import { sqlLoginStates } from './model.ts';

/** Roles of the database by which analysts' tools log in; passwords are the database's own affair. */
export const sqlLogins = pgTable('sql_logins', {
  ...nounColumns,
  membershipId: uuid('membership_id').notNull(),
  userId: uuid('user_id').notNull(),
  name: text('name').notNull(),
  roleName: text('role_name')
    .notNull()
    .generatedAlwaysAs(sql`('requisite_sql_' || replace((id), '-', ''))`),
  state: text('state', { enum: sqlLoginStates }).notNull(),
  passwordSetAt: instant('password_set_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
});
