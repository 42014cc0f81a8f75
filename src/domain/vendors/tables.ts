import { sql } from 'drizzle-orm';
import { boolean, char, customType, integer, numeric, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { amount, day, dayRange, instant, nounColumns } from '../../kernel/columns.ts';
import { diversityKinds, vendorDocumentKinds, vendorDocumentStates } from './model/vendor-document.ts';
import { vendorKinds, vendorStates } from './model/vendor.ts';

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });
const salt = text('salt')
  .notNull()
  .default(sql`gen_random_uuid()::text`);

/** Firms that supply people or services. */
export const vendors = pgTable('vendors', {
  ...nounColumns,
  vendorId: uuid('vendor_id')
    .notNull()
    .generatedAlwaysAs(sql`id`),
  name: text('name').notNull(),
  kind: text('kind', {
    enum: vendorKinds,
  })
    .notNull()
    .default('agency'),
  taxIdDigest: text('tax_id_digest'),
  diverse: boolean('diverse').notNull().default(false),
  address: text('address'),
  states: text('states').array().notNull().default([]),
  state: text('state', {
    enum: vendorStates,
  })
    .notNull()
    .default('prospect'),
});

/** The place of a vendor in a program, once each; tier 0 to 9. */
export const panelMemberships = pgTable('panel_memberships', {
  ...nounColumns,
  programId: uuid('program_id').notNull(),
  vendorId: uuid('vendor_id').notNull(),
  tier: integer('tier').notNull(),
  standing: text('standing', { enum: ['good', 'probation', 'no_new_releases', 'exited'] }).notNull(),
});

/** The dated terms of a vendor in a program; they never overlap. */
export const agreements = pgTable('agreements', {
  ...nounColumns,
  programId: uuid('program_id').notNull(),
  vendorId: uuid('vendor_id').notNull(),
  feeModel: text('fee_model', { enum: ['vendor_funded', 'client_funded', 'none'] }).notNull(),
  feePercent: numeric('fee_percent', { precision: 7, scale: 4 }).notNull(),
  feeBasis: text('fee_basis', { enum: ['timesheet', 'line', 'invoice'] }).notNull(),
  paymentTermsDays: integer('payment_terms_days').notNull(),
  autoAcceptHours: integer('auto_accept_hours'),
  effective: dayRange('effective').notNull(),
});

/** What a vendor covers of a program from day to day; a null profession, specialty or facility is any. */
export const panelCoverages = pgTable('panel_coverages', {
  ...nounColumns,
  membershipId: uuid('membership_id').notNull(),
  programId: uuid('program_id').notNull(),
  vendorId: uuid('vendor_id').notNull(),
  profession: text('profession'),
  specialty: text('specialty'),
  facilityId: uuid('facility_id'),
  tier: integer('tier'),
  standing: text('standing', { enum: ['good', 'probation', 'no_new_releases'] }),
  effective: dayRange('effective').notNull(),
});

/** Secret links by which firms register themselves. */
export const registrationLinks = pgTable('registration_links', {
  ...nounColumns,
  purpose: text('purpose', { enum: ['invitation', 'open'] }).notNull(),
  name: text('name'),
  email: text('email'),
  programId: uuid('program_id'),
  vendorKind: text('vendor_kind', { enum: vendorKinds }),
  prefix: text('prefix').notNull(),
  secretHash: bytes('secret_hash').notNull(),
  expiresAt: instant('expires_at').notNull(),
  dailyCap: integer('daily_cap'),
  usedAt: instant('used_at'),
  state: text('state', { enum: ['live', 'used', 'closed'] }).notNull(),
  salt,
});

/** What firms said of themselves when they registered. */
export const vendorRegistrations = pgTable('vendor_registrations', {
  ...nounColumns,
  linkId: uuid('link_id').notNull(),
  programId: uuid('program_id'),
  name: text('name').notNull(),
  kind: text('kind', { enum: vendorKinds }).notNull(),
  taxIdDigest: text('tax_id_digest'),
  address: text('address'),
  states: text('states').array().notNull().default([]),
  diversity: text('diversity').array().notNull().default([]),
  contactName: text('contact_name').notNull(),
  contactEmail: text('contact_email').notNull(),
  contactPhone: text('contact_phone'),
  contactTitle: text('contact_title'),
  comparedAt: instant('compared_at'),
  possibleDuplicateIds: uuid('possible_duplicate_ids').array().notNull().default([]),
  vendorId: uuid('vendor_id'),
  state: text('state', { enum: ['received', 'accepted', 'declined'] }).notNull(),
  salt,
});

/** Whom to call at a vendor, and what for. */
export const vendorContacts = pgTable('vendor_contacts', {
  ...nounColumns,
  vendorId: uuid('vendor_id').notNull(),
  name: text('name').notNull(),
  email: text('email'),
  phone: text('phone'),
  title: text('title'),
  purposes: text('purposes').array().notNull(),
  salt,
  archivedAt: instant('archived_at'),
});

/** Insurance, registrations and certificates of vendors. */
export const vendorDocuments = pgTable('vendor_documents', {
  ...nounColumns,
  vendorId: uuid('vendor_id').notNull(),
  programId: uuid('program_id'),
  kind: text('kind', { enum: vendorDocumentKinds }).notNull(),
  diversityKind: text('diversity_kind', { enum: diversityKinds }),
  number: text('number'),
  issuer: text('issuer'),
  issuingState: char('issuing_state', { length: 2 }),
  perOccurrenceLimit: amount('per_occurrence_limit'),
  aggregateLimit: amount('aggregate_limit'),
  currency: char('currency', { length: 3 }).notNull().default('USD'),
  effectiveOn: day('effective_on').notNull(),
  expiresOn: day('expires_on'),
  rejection: text('rejection'),
  state: text('state', { enum: vendorDocumentStates }).notNull(),
});

/** What a vendor must have on file to be given orders of a program, or of all. */
export const vendorDocumentRequirements = pgTable('vendor_document_requirements', {
  ...nounColumns,
  programId: uuid('program_id'),
  kind: text('kind', { enum: vendorDocumentKinds }).notNull(),
  vendorKinds: text('vendor_kinds').array(),
  states: text('states').array(),
  leastPerOccurrence: amount('least_per_occurrence'),
  leastAggregate: amount('least_aggregate'),
  currency: char('currency', { length: 3 }).notNull().default('USD'),
  severity: text('severity', { enum: ['block', 'warn'] }).notNull(),
  graceDays: integer('grace_days').notNull().default(0),
  archivedAt: instant('archived_at'),
});

/** Vendors that supply through others, from day to day. */
export const vendorRelationships = pgTable('vendor_relationships', {
  ...nounColumns,
  vendorId: uuid('vendor_id').notNull(),
  subVendorId: uuid('sub_vendor_id').notNull(),
  subVendorName: text('sub_vendor_name').notNull(),
  programId: uuid('program_id'),
  programKey: uuid('program_key')
    .notNull()
    .generatedAlwaysAs(sql`COALESCE(program_id, tenant_id)`),
  effective: dayRange('effective').notNull(),
});

export * from './terms/tables.ts';
