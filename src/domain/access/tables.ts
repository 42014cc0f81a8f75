import { sql } from 'drizzle-orm';
import { customType, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant, nounColumns } from '../../kernel/columns.ts';

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

/** People; name and e-mail stand in history as digests only. */
export const users = pgTable('users', {
  ...nounColumns,
  email: text('email').notNull(),
  name: text('name').notNull(),
  issuer: text('issuer'),
  subject: text('subject'),
  state: text('state', { enum: ['active', 'deactivated'] }).notNull(),
  salt: text('salt')
    .notNull()
    .default(sql`gen_random_uuid()::text`),
});

/** One user on one side in one role; a null list of scopes is every one, an empty list none. */
export const memberships = pgTable('memberships', {
  ...nounColumns,
  userId: uuid('user_id').notNull(),
  side: text('side', { enum: ['operator', 'client', 'vendor', 'worker'] }).notNull(),
  role: text('role', {
    enum: [
      'program_manager',
      'requester',
      'approver',
      'client_finance',
      'vendor_recruiter',
      'vendor_finance',
      'worker',
      'credentialing',
      'analyst',
      'integration',
      'tenant_admin',
    ],
  }).notNull(),
  programIds: uuid('program_ids').array(),
  facilityIds: uuid('facility_ids').array(),
  unitIds: uuid('unit_ids').array(),
  vendorId: uuid('vendor_id'),
  workerId: uuid('worker_id'),
  state: text('state', { enum: ['active', 'ended'] }).notNull(),
});

/** Secrets by which scripts act under one membership; only their SHA-256 is kept. */
export const accessTokens = pgTable('access_tokens', {
  ...nounColumns,
  membershipId: uuid('membership_id').notNull(),
  userId: uuid('user_id').notNull(),
  vendorId: uuid('vendor_id'),
  name: text('name').notNull(),
  prefix: text('prefix').notNull(),
  secretHash: bytes('secret_hash').notNull(),
  scopes: text('scopes').array(),
  expiresAt: instant('expires_at').notNull(),
  revokedAt: instant('revoked_at'),
});
