import { boolean, char, integer, numeric, pgTable, text } from 'drizzle-orm/pg-core';
import { day, dayRange, rate } from '../../kernel/columns.ts';

/** What people practice, the same for every tenant; `compact`: a multistate license of the Nurse Licensure Compact covers it. */
export const professions = pgTable('professions', {
  code: text('code').notNull(),
  name: text('name').notNull(),
  licensed: boolean('licensed').notNull(),
  compact: boolean('compact').notNull(),
});

/** Where in care people practice, the same for every tenant. */
export const specialties = pgTable('specialties', {
  code: text('code').notNull(),
  name: text('name').notNull(),
});

/** States and territories with the IANA zone that most of each keeps, the same for every tenant. */
export const states = pgTable('states', {
  code: char('code', { length: 2 }).notNull(),
  name: text('name').notNull(),
  timeZone: text('time_zone').notNull(),
});

/** What a state's law lets an agency charge per hour, dated; sure of its figure until `certainUntil` where that is told. */
export const agencyRateCaps = pgTable('agency_rate_caps', {
  code: text('code').notNull(),
  state: char('state', { length: 2 }).notNull(),
  careSetting: text('care_setting', { enum: ['hospital', 'nursing_home'] }),
  countyGroup: text('county_group'),
  profession: text('profession').notNull(),
  effective: dayRange('effective').notNull(),
  certainUntil: day('certain_until'),
  maxRate: rate('max_rate').notNull(),
  premiumMultiplier: numeric('premium_multiplier', { precision: 7, scale: 4 }),
  currency: char('currency', { length: 3 }).notNull().default('USD'),
  basisRate: rate('basis_rate'),
  basisMultiplier: numeric('basis_multiplier', { precision: 7, scale: 4 }),
  citation: text('citation').notNull(),
  source: text('source').notNull(),
  confidence: text('confidence', { enum: ['official', 'reported'] }).notNull(),
  notes: text('notes'),
});

/** The counties by which a state's law groups its rate caps. */
export const rateCapCounties = pgTable('rate_cap_counties', {
  code: text('code').notNull(),
  state: char('state', { length: 2 }).notNull(),
  county: text('county').notNull(),
  countyGroup: text('county_group').notNull(),
});

/** What laws of pay transparency demand of postings; rows change with a migration only. */
export const payTransparencyRules = pgTable('pay_transparency_rules', {
  code: text('code').notNull(),
  state: char('state', { length: 2 }).notNull(),
  locality: text('locality'),
  effective: dayRange('effective').notNull(),
  employeesFrom: integer('employees_from').notNull(),
  inPosting: boolean('in_posting').notNull(),
  showsRange: boolean('shows_range').notNull(),
  showsBenefits: boolean('shows_benefits').notNull(),
  showsOtherCompensation: boolean('shows_other_compensation').notNull(),
  showsCloseDate: boolean('shows_close_date').notNull(),
  citation: text('citation').notNull(),
  source: text('source').notNull(),
  confidence: text('confidence', { enum: ['confirmed', 'from_knowledge'] }).notNull(),
  notes: text('notes'),
});
