import { sql } from 'drizzle-orm';
import { boolean, customType, pgTable, smallint, text, uuid } from 'drizzle-orm/pg-core';
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
  kind: text('kind', { enum: ['person', 'service'] })
    .notNull()
    .default('person'),
  isVouched: boolean('is_vouched').notNull().default(true),
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

/** Machines, each acting under a membership of a user of its own. */
export const serviceAccounts = pgTable('service_accounts', {
  ...nounColumns,
  userId: uuid('user_id').notNull(),
  membershipId: uuid('membership_id').notNull(),
  name: text('name').notNull(),
  description: text('description'),
  scopes: text('scopes').array(),
  state: text('state', { enum: ['active', 'disabled'] }).notNull(),
});

/** Their secrets, two at a time; only keyed digests are kept. */
export const serviceAccountSecrets = pgTable('service_account_secrets', {
  ...nounColumns,
  serviceAccountId: uuid('service_account_id').notNull(),
  place: smallint('place').notNull(),
  prefix: text('prefix').notNull(),
  secretHash: bytes('secret_hash').notNull(),
  expiresAt: instant('expires_at').notNull(),
  revokedAt: instant('revoked_at'),
});

/** When a secret was last exchanged for a token, by real time. */
export const serviceAccountSecretUses = pgTable('service_account_secret_uses', {
  tenantId: uuid('tenant_id').notNull(),
  id: uuid('id')
    .notNull()
    .default(sql`uuidv7()`),
  secretId: uuid('secret_id').notNull(),
  usedAt: instant('used_at')
    .notNull()
    .default(sql`clock_timestamp()`),
});
