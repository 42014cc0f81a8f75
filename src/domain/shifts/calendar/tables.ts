import { sql } from 'drizzle-orm';
import { customType, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { nounColumns } from '../../../kernel/columns.ts';
import { calendarLinkStates } from './model.ts';

const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' });

/** Secret links by which calendars read a worker's shifts; the token is kept as a keyed digest alone. */
export const calendarLinks = pgTable('calendar_links', {
  ...nounColumns,
  workerId: uuid('worker_id').notNull(),
  vendorId: uuid('vendor_id'),
  prefix: text('prefix').notNull(),
  secretHash: bytes('secret_hash').notNull(),
  state: text('state', { enum: calendarLinkStates }).notNull(),
  salt: text('salt')
    .notNull()
    .default(sql`gen_random_uuid()::text`),
});
