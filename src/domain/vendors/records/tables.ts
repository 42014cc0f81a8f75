import { sql } from 'drizzle-orm';
import { char, customType, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { amount, day, dayRange, instant, nounColumns } from '../../../kernel/columns.ts';

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });
const salt = text('salt')
  .notNull()
  .default(sql`gen_random_uuid()::text`);
const vendorKinds = [
  'agency',
  'internal_pool',
  'marketplace',
  'employer_of_record',
  'services',
  'mso',
  'rpo',
] as const;
const documentKinds = [
  'insurance_general',
  'insurance_professional',
  'insurance_workers_comp',
  'insurance_auto',
  'insurance_umbrella',
  'w9',
  'state_agency_registration',
  'joint_commission_certification',
  'business_associate_agreement',
  'diversity_certificate',
  'other',
] as const;
const diversityKinds = [
  'mbe',
  'wbe',
  'vbe',
  'sdvosb',
  'lgbtbe',
  'dobe',
  'sba_8a',
  'hubzone',
  'dbe',
  'sbe',
] as const;

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
  kind: text('kind', { enum: documentKinds }).notNull(),
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
  state: text('state', {
    enum: ['submitted', 'accepted', 'expiring', 'expired', 'rejected', 'superseded'],
  }).notNull(),
});

/** What a vendor must have on file to be given orders of a program, or of all. */
export const vendorDocumentRequirements = pgTable('vendor_document_requirements', {
  ...nounColumns,
  programId: uuid('program_id'),
  kind: text('kind', { enum: documentKinds }).notNull(),
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
