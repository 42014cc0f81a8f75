import { boolean, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { day, dayRange, instant, nounColumns, parties, unitScope } from '../../kernel/columns.ts';
import { serviceNatures, serviceOutcomes } from './model/contracted-service.ts';
import { sampledOrderTypes, sampleStates } from './model/personnel-file-sample.ts';

const ofFacility = {
  programId: uuid('program_id').notNull(),
  facilityId: uuid('facility_id').notNull(),
};

/** Nursing facilities that submit a Payroll-Based Journal, and their numbers with the state. */
export const pbjRegistrations = pgTable('pbj_registrations', {
  ...nounColumns,
  ...ofFacility,
  facilityCode: text('facility_code').notNull(),
});

/** Personnel files that were looked at, and what was in them. */
export const personnelFileSamples = pgTable('personnel_file_samples', {
  ...nounColumns,
  assignmentId: uuid('assignment_id').notNull(),
  ...unitScope,
  ...parties,
  orderType: text('order_type', { enum: sampledOrderTypes }).notNull(),
  monthStartsOn: day('month_starts_on').notNull(),
  sampledOn: day('sampled_on').notNull(),
  hasBackgroundCheck: boolean('has_background_check').notNull(),
  hasCompetency: boolean('has_competency').notNull(),
  hasCredentials: boolean('has_credentials').notNull(),
  note: text('note'),
  state: text('state', { enum: sampleStates }).notNull(),
  sampledBy: uuid('sampled_by'),
  voidedBy: uuid('voided_by'),
  voidedAt: instant('voided_at'),
  voidReason: text('void_reason'),
});

/** What a facility has done for it under contract. */
export const contractedServices = pgTable('contracted_services', {
  ...nounColumns,
  ...ofFacility,
  vendorId: uuid('vendor_id').notNull(),
  service: text('service').notNull(),
  nature: text('nature', { enum: serviceNatures }).notNull(),
  scope: text('scope').notNull(),
  qualityMethod: text('quality_method').notNull(),
  evaluatedEveryMonths: integer('evaluated_every_months').notNull(),
  effective: dayRange('effective').notNull(),
});

/** How well a contracted service was found to be done. */
export const serviceEvaluations = pgTable('service_evaluations', {
  ...nounColumns,
  contractedServiceId: uuid('contracted_service_id').notNull(),
  ...ofFacility,
  vendorId: uuid('vendor_id').notNull(),
  evaluatedOn: day('evaluated_on').notNull(),
  outcome: text('outcome', { enum: serviceOutcomes }).notNull(),
  findings: text('findings').notNull(),
  evaluatedBy: uuid('evaluated_by'),
});
