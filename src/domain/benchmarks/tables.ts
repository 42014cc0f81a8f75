import { sql } from 'drizzle-orm';
import { bigint, boolean, char, integer, numeric, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { day, instant, nounColumns, rate } from '../../kernel/columns.ts';

const reach = uuid('reach')
  .notNull()
  .generatedAlwaysAs(sql`COALESCE(program_id, tenant_id)`);
const basis = ['published', 'organizations', 'vendors'] as const;

/** Market rates of one source; a null program is for all. */
export const benchmarkSets = pgTable('benchmark_sets', {
  ...nounColumns,
  programId: uuid('program_id'),
  name: text('name').notNull(),
  source: text('source').notNull(),
  basis: text('basis', { enum: basis }).notNull(),
  measure: text('measure', { enum: ['bill_rate', 'pay_rate', 'wage'] }).notNull(),
  currency: char('currency', { length: 3 }).notNull().default('USD'),
  weight: numeric('weight', { precision: 8, scale: 4 }).notNull().default('1'),
  state: text('state', { enum: ['draft', 'active', 'retired'] }).notNull(),
  reach,
});

/** Percentiles of rates per hour in the set's currency, of a profession at a place from a day on. */
export const marketRates = pgTable('market_rates', {
  ...nounColumns,
  benchmarkSetId: uuid('benchmark_set_id').notNull(),
  programId: uuid('program_id'),
  reach,
  basis: text('basis', { enum: basis }).notNull(),
  profession: text('profession').notNull(),
  specialty: text('specialty'),
  state: char('state', { length: 2 }),
  metro: text('metro'),
  areaKind: text('area_kind', { enum: ['national', 'state', 'metro'] })
    .notNull()
    .generatedAlwaysAs(sql`app.market_area(state, metro)`),
  effectiveFrom: day('effective_from').notNull(),
  isObserved: boolean('is_observed').notNull(),
  p10: rate('percentile_10'),
  p25: rate('percentile_25'),
  p50: rate('percentile_50'),
  p75: rate('percentile_75'),
  p90: rate('percentile_90'),
  mean: rate('mean'),
  isTopCoded: boolean('is_top_coded').notNull().default(false),
  observations: bigint('observations', { mode: 'number' }),
  contributors: integer('contributors'),
  vendors: integer('vendors'),
  isDisclosed: boolean('is_disclosed')
    .notNull()
    .generatedAlwaysAs(sql`app.is_disclosed(basis, contributors, vendors)`),
  disclosedP50: rate('disclosed_p50').generatedAlwaysAs(
    sql`app.if_not_withdrawn(app.if_disclosed(percentile_50, basis, contributors, vendors), withdrawn_at)`,
  ),
  withdrawnAt: instant('withdrawn_at'),
});

/** Single rates per hour that a market rate is made from. */
export const rateObservations = pgTable('rate_observations', {
  ...nounColumns,
  marketRateId: uuid('market_rate_id').notNull(),
  benchmarkSetId: uuid('benchmark_set_id').notNull(),
  programId: uuid('program_id'),
  reach,
  basis: text('basis', { enum: basis }).notNull(),
  rate: rate('rate').notNull(),
  contributor: text('contributor'),
  observedVendorId: uuid('observed_vendor_id'),
  observedOn: day('observed_on'),
  withdrawnAt: instant('withdrawn_at'),
});

/** What a program's savings are reckoned against, from a day on. */
export const savingsBenchmarks = pgTable('savings_benchmarks', {
  ...nounColumns,
  programId: uuid('program_id').notNull(),
  benchmarkSetId: uuid('benchmark_set_id'),
  measure: text('measure', { enum: ['bill_rate'] })
    .notNull()
    .default('bill_rate'),
  currency: char('currency', { length: 3 }).notNull(),
  effectiveFrom: day('effective_from').notNull(),
});

/** Wages that ship with the service, the same for every tenant. */
export const publishedWages = pgTable('published_wages', {
  code: text('code').notNull(),
  profession: text('profession').notNull(),
  state: char('state', { length: 2 }),
  effectiveFrom: day('effective_from').notNull(),
  employed: bigint('employed', { mode: 'number' }),
  mean: rate('mean'),
  p10: rate('percentile_10'),
  p25: rate('percentile_25'),
  p50: rate('percentile_50'),
  p75: rate('percentile_75'),
  p90: rate('percentile_90'),
  isTopCoded: boolean('is_top_coded').notNull(),
});
