import { sql } from 'drizzle-orm';
import { integer, numeric, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { day, instant, nounColumns } from '../../kernel/columns.ts';
import { listKinds, listSources, listStates } from './model/exclusion-list.ts';
import { matchStates } from './model/exclusion-match.ts';
import { doNotReturnKinds, doNotReturnStates } from './model/do-not-return.ts';
import { runCauses, runStates } from './model/screening-run.ts';

/** Files of whom an authority excludes; one full list of a series is published at a time. */
export const exclusionLists = pgTable('exclusion_lists', {
  ...nounColumns,
  source: text('source', { enum: listSources }).notNull(),
  name: text('name'),
  series: text('series')
    .notNull()
    .generatedAlwaysAs(sql`COALESCE(name, source)`),
  kind: text('kind', { enum: listKinds }).notNull(),
  asOfDate: day('as_of_date').notNull(),
  state: text('state', { enum: listStates }).notNull(),
  records: integer('records'),
  added: integer('added'),
  ended: integer('ended'),
  publishedAt: instant('published_at'),
});

/** Rows of exclusion lists, once each however many lists they stand on. */
export const exclusionRecords = pgTable('exclusion_records', {
  ...nounColumns,
  listId: uuid('list_id').notNull(),
  lastName: text('last_name'),
  firstName: text('first_name'),
  middleName: text('middle_name'),
  businessName: text('business_name'),
  general: text('general'),
  specialty: text('specialty'),
  upin: text('upin'),
  npi: text('npi'),
  birthDate: day('birth_date'),
  address: text('address'),
  city: text('city'),
  state: text('state'),
  zip: text('zip'),
  exclusionType: text('exclusion_type').notNull(),
  program: text('program'),
  agency: text('agency'),
  listNumber: text('list_number'),
  excludedOn: day('excluded_on').notNull(),
  endsOn: day('ends_on'),
  reinstatedOn: day('reinstated_on'),
  waivedOn: day('waived_on'),
  waiverState: text('waiver_state'),
  normalizedName: text('normalized_name').notNull(),
  exclusionKey: uuid('exclusion_key').notNull(),
  rowDigest: uuid('row_digest').notNull(),
  endedOn: day('ended_on'),
});

/** Which records stand on which list. */
export const exclusionListings = pgTable('exclusion_listings', {
  tenantId: uuid('tenant_id').notNull(),
  id: uuid('id')
    .notNull()
    .default(sql`uuidv7()`),
  listId: uuid('list_id').notNull(),
  recordId: uuid('record_id').notNull(),
});

/** Comparisons of people and firms with the lists, and what they raised. */
export const screeningRuns = pgTable('screening_runs', {
  ...nounColumns,
  listId: uuid('list_id'),
  cause: text('cause', { enum: runCauses }).notNull(),
  workers: integer('workers').notNull().default(0),
  vendors: integer('vendors').notNull().default(0),
  raised: integer('raised').notNull().default(0),
  state: text('state', { enum: runStates }).notNull(),
  finishedAt: instant('finished_at'),
});

/** When each worker was screened last, under the worker's id. */
export const workerScreenings = pgTable('worker_screenings', {
  ...nounColumns,
  id: uuid('id').notNull(),
  workerId: uuid('worker_id')
    .notNull()
    .generatedAlwaysAs(sql`id`),
  runId: uuid('run_id').notNull(),
  screenedAt: instant('screened_at').notNull(),
  knownVersion: integer('known_version').notNull(),
  states: text('states').array().notNull(),
});

/** Workers and vendors who may be, or are, whom a record excludes; once for each of them and exclusion. */
export const exclusionMatches = pgTable('exclusion_matches', {
  ...nounColumns,
  workerId: uuid('worker_id'),
  vendorId: uuid('vendor_id'),
  recordId: uuid('record_id').notNull(),
  exclusionKey: uuid('exclusion_key').notNull(),
  signals: text('signals').array().notNull(),
  score: numeric('score', { precision: 4, scale: 3 }).notNull(),
  basis: uuid('basis').notNull(),
  state: text('state', { enum: matchStates }).notNull(),
  foundAt: instant('found_at').notNull(),
  decidedBy: uuid('decided_by'),
  decidedAt: instant('decided_at'),
  reason: text('reason'),
  liftedAt: instant('lifted_at'),
});

/** Facilities' and programs' blocks on workers; one at a time for each pair. */
export const doNotReturns = pgTable('do_not_returns', {
  ...nounColumns,
  programId: uuid('program_id').notNull(),
  facilityId: uuid('facility_id'),
  workerId: uuid('worker_id').notNull(),
  assignmentId: uuid('assignment_id'),
  vendorId: uuid('vendor_id'),
  kind: text('kind', { enum: doNotReturnKinds }).notNull(),
  reason: text('reason').notNull(),
  state: text('state', { enum: doNotReturnStates }).notNull(),
  placedBy: uuid('placed_by'),
  placedAt: instant('placed_at').notNull(),
  liftedBy: uuid('lifted_by'),
  liftedAt: instant('lifted_at'),
  liftReason: text('lift_reason'),
});
