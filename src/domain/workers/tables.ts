import { sql } from 'drizzle-orm';
import { char, integer, jsonb, numeric, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { day, instant, nounColumns, rate } from '../../kernel/columns.ts';
import { matchGrounds, matchSources, matchStates } from './matches/words.ts';
import type { Experience } from './profile/model.ts';

/** Years in specialties and the tenant's codes, of a worker or as a vendor states them. */
const profile = {
  experience: jsonb('experience').$type<Experience[]>().notNull().default([]),
  taxonomyCodes: text('taxonomy_codes').array().notNull().default([]),
};

/** Where somebody lives, in degrees, as one side states it. */
const home = {
  homeLatitude: numeric('home_latitude', { precision: 8, scale: 5 }),
  homeLongitude: numeric('home_longitude', { precision: 8, scale: 5 }),
};

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
  mergedIntoId: uuid('merged_into_id'),
  ...profile,
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
  ...home,
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
  ...home,
  availableOn: day('available_on'),
  payRate: rate('pay_rate'),
  rightToRepresentFrom: instant('right_to_represent_from').notNull(),
  rightToRepresentUntil: instant('right_to_represent_until').notNull(),
  state: text('state', { enum: ['active', 'withdrawn'] }).notNull(),
  salt: text('salt')
    .notNull()
    .default(sql`gen_random_uuid()::text`),
  ...profile,
});

/** Two workers who may be one person; the pair is unordered and stands once. */
export const workerMatches = pgTable('worker_matches', {
  ...nounColumns,
  workerId: uuid('worker_id').notNull(),
  otherWorkerId: uuid('other_worker_id').notNull(),
  foundBy: text('found_by', { enum: matchSources }).notNull(),
  foundAt: instant('found_at').notNull(),
  agreeing: text('agreeing', { enum: matchGrounds }).array().notNull().default([]),
  differing: text('differing', { enum: matchGrounds }).array().notNull().default([]),
  state: text('state', { enum: matchStates }).notNull(),
  survivorId: uuid('survivor_id'),
  reason: text('reason'),
  decidedBy: uuid('decided_by'),
  decidedAt: instant('decided_at'),
});

/** What a person has done: of the worker as the operator knows it, or as a vendor states it in its representation. */
export const workHistoryEntries = pgTable('work_history_entries', {
  ...nounColumns,
  workerId: uuid('worker_id').notNull(),
  vendorId: uuid('vendor_id'),
  representationId: uuid('representation_id'),
  employer: text('employer').notNull(),
  facilityName: text('facility_name'),
  state: char('state', { length: 2 }),
  profession: text('profession').notNull(),
  specialty: text('specialty'),
  unitType: text('unit_type'),
  startsOn: day('starts_on').notNull(),
  endsOn: day('ends_on'),
  hoursPerWeek: numeric('hours_per_week', { precision: 5, scale: 2 }),
  patientsPerWorker: integer('patients_per_worker'),
  archivedAt: instant('archived_at'),
});

/** The tenant's own list of taxonomy codes. */
export const taxonomyCodes = pgTable('taxonomy_codes', {
  ...nounColumns,
  code: text('code').notNull(),
  display: text('display').notNull(),
  profession: text('profession'),
  specialty: text('specialty'),
});
