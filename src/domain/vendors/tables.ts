import { sql } from 'drizzle-orm';
import { boolean, integer, numeric, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { dayRange, nounColumns } from '../../kernel/columns.ts';

/** Firms that supply people or services. */
export const vendors = pgTable('vendors', {
  ...nounColumns,
  vendorId: uuid('vendor_id')
    .notNull()
    .generatedAlwaysAs(sql`id`),
  name: text('name').notNull(),
  kind: text('kind', {
    enum: ['agency', 'internal_pool', 'marketplace', 'employer_of_record', 'services', 'mso', 'rpo'],
  }).notNull(),
  taxIdDigest: text('tax_id_digest'),
  diverse: boolean('diverse').notNull().default(false),
  state: text('state', {
    enum: ['prospect', 'under_review', 'onboarding', 'active', 'suspended', 'inactive', 'terminated'],
  }).notNull(),
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
