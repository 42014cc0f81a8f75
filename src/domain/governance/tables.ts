import { integer, jsonb, numeric, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { day, dayRange, instant, nounColumns } from '../../kernel/columns.ts';
import { missingRules, type ScorecardComponent } from './model/scorecard-definition.ts';
import type { ScoredComponent } from './model/scorecard.ts';
import { consequenceKinds, type ConsequenceEvidence } from './model/vendor-consequence.ts';
import { scorecardPeriods } from './scoring/period.ts';

const ofVendor = {
  programId: uuid('program_id').notNull(),
  vendorId: uuid('vendor_id').notNull(),
};

/** What a program scores its vendors by, a row a revision; the first one's id names the series. */
export const scorecardDefinitions = pgTable('scorecard_definitions', {
  ...nounColumns,
  programId: uuid('program_id').notNull(),
  seriesId: uuid('series_id').notNull(),
  revision: integer('revision').notNull(),
  name: text('name').notNull(),
  period: text('period', { enum: scorecardPeriods }).notNull(),
  evaluatedAfterDays: integer('evaluated_after_days').notNull(),
  missing: text('missing', { enum: missingRules }).notNull(),
  tiers: integer('tiers').array(),
  components: jsonb('components').$type<ScorecardComponent[]>().notNull(),
  effective: dayRange('effective').notNull(),
});

/** Measures that the catalog does not hold, as the operator found them. */
export const statedMeasures = pgTable('stated_measures', {
  ...nounColumns,
  ...ofVendor,
  measure: text('measure').notNull(),
  periodFrom: day('period_from').notNull(),
  periodTo: day('period_to').notNull(),
  numerator: numeric('numerator').notNull(),
  denominator: numeric('denominator'),
  evidence: text('evidence').notNull(),
  state: text('state', { enum: ['in_force', 'superseded', 'withdrawn'] }).notNull(),
});

/** How vendors did in their periods; the score of a hundred, scale 2. */
export const scorecards = pgTable('scorecards', {
  ...nounColumns,
  ...ofVendor,
  seriesId: uuid('series_id').notNull(),
  definitionId: uuid('definition_id').notNull(),
  periodFrom: day('period_from').notNull(),
  periodTo: day('period_to').notNull(),
  revision: integer('revision').notNull(),
  score: numeric('score', { precision: 5, scale: 2 }),
  components: jsonb('components').$type<ScoredComponent[]>().notNull(),
  state: text('state', { enum: ['in_force', 'superseded'] }).notNull(),
});

/** Floors of scores and of their components, and what follows. */
export const performanceRules = pgTable('performance_rules', {
  ...nounColumns,
  programId: uuid('program_id').notNull(),
  seriesId: uuid('series_id').notNull(),
  name: text('name').notNull(),
  component: text('component'),
  threshold: numeric('threshold').notNull(),
  consecutivePeriods: integer('consecutive_periods').notNull(),
  consequence: text('consequence', { enum: consequenceKinds }).notNull(),
  recoveryPeriods: integer('recovery_periods'),
  appealDays: integer('appeal_days').notNull(),
  state: text('state', { enum: ['in_force', 'ended'] }).notNull(),
});

/** What rules brought upon vendors, and what became of it. */
export const vendorConsequences = pgTable('vendor_consequences', {
  ...nounColumns,
  ...ofVendor,
  ruleId: uuid('rule_id').notNull(),
  kind: text('kind', { enum: consequenceKinds }).notNull(),
  firstPeriodFrom: day('first_period_from').notNull(),
  lastPeriodFrom: day('last_period_from').notNull(),
  evidence: jsonb('evidence').$type<ConsequenceEvidence[]>().notNull(),
  threshold: numeric('threshold').notNull(),
  standingBefore: text('standing_before', {
    enum: ['good', 'probation', 'no_new_releases', 'exited'],
  }).notNull(),
  appealUntil: instant('appeal_until').notNull(),
  appealedAt: instant('appealed_at'),
  appealedBecause: text('appealed_because'),
  endedAt: instant('ended_at'),
  decidedBecause: text('decided_because'),
  state: text('state', { enum: ['in_force', 'appealed', 'upheld', 'overturned', 'lifted'] }).notNull(),
});
