import { sql } from 'drizzle-orm';
import { boolean, integer, numeric, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { dayRange, nounColumns } from '../../kernel/columns.ts';

export * from './records/tables.ts';

/** Firms that supply people or services. */
export const vendors = pgTable('vendors', {
  ...nounColumns,
  vendorId: uuid('vendor_id')
    .notNull()
    .generatedAlwaysAs(sql`id`),
  name: text('name').notNull(),
  kind: text('kind', {
    enum: ['agency', 'internal_pool', 'marketplace', 'employer_of_record', 'services', 'mso', 'rpo'],
  })
    .notNull()
    .default('agency'),
  taxIdDigest: text('tax_id_digest'),
  diverse: boolean('diverse').notNull().default(false),
  address: text('address'),
  states: text('states').array().notNull().default([]),
  state: text('state', {
    enum: ['prospect', 'under_review', 'onboarding', 'active', 'suspended', 'inactive', 'terminated'],
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

export * from './terms/tables.ts';
