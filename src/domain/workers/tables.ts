import { sql } from 'drizzle-orm';
import { char, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { day, instant, nounColumns, rate } from '../../kernel/columns.ts';

/** The person, once per tenant: what may be read before an assignment; its name stands in history as a digest only. */
export const workers = pgTable('workers', {
  ...nounColumns,
  id: uuid('id')
    .notNull()
    .default(sql`gen_random_uuid()`),
  workerId: uuid('worker_id')
    .notNull()
    .generatedAlwaysAs(sql`id`),
  displayName: text('display_name').notNull(),
  homeState: char('home_state', { length: 2 }).notNull(),
  profession: text('profession').notNull(),
  specialties: text('specialties').array().notNull().default([]),
  npi: text('npi'),
  salt: text('salt')
    .notNull()
    .default(sql`gen_random_uuid()::text`),
  archivedAt: instant('archived_at'),
});

/** Who the person is; one row a worker, under the same id, kept in history as digests only. */
export const workerIdentities = pgTable('worker_identities', {
  tenantId: uuid('tenant_id').notNull(),
  id: uuid('id').notNull(),
  workerId: uuid('worker_id')
    .notNull()
    .generatedAlwaysAs(sql`id`),
  firstName: text('first_name').notNull(),
  lastName: text('last_name').notNull(),
  normalizedName: text('normalized_name').notNull(),
  birthDate: day('birth_date'),
  lastFour: text('last_four'),
  email: text('email'),
  phone: text('phone'),
  salt: text('salt')
    .notNull()
    .default(sql`gen_random_uuid()::text`),
  version: integer('version').notNull().default(1),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
});

/** What a vendor holds of a worker, once each; personal values stand in history as digests only. */
export const representations = pgTable('representations', {
  ...nounColumns,
  vendorId: uuid('vendor_id').notNull(),
  workerId: uuid('worker_id').notNull(),
  firstName: text('first_name').notNull(),
  lastName: text('last_name').notNull(),
  birthDate: day('birth_date'),
  npi: text('npi'),
  homeState: char('home_state', { length: 2 }).notNull(),
  profession: text('profession').notNull(),
  specialties: text('specialties').array().notNull().default([]),
  email: text('email'),
  phone: text('phone'),
  availableOn: day('available_on'),
  payRate: rate('pay_rate'),
  rightToRepresentFrom: instant('right_to_represent_from').notNull(),
  rightToRepresentUntil: instant('right_to_represent_until').notNull(),
  state: text('state', { enum: ['active', 'withdrawn'] }).notNull(),
  salt: text('salt')
    .notNull()
    .default(sql`gen_random_uuid()::text`),
});
