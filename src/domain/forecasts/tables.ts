import { boolean, char, integer, numeric, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { day, dayRange, instant, nounColumns, unitScope } from '../../kernel/columns.ts';
import {
  censusKinds,
  censusShifts,
  forecastBases,
  forecastKinds,
  forecastMeasures,
  forecastModels,
  forecastScheduleStates,
  forecastStates,
  servingModels,
  unitTypes,
} from './words.ts';
import { weekdays } from '../../kernel/week.ts';

const quantity = (name: string) => numeric(name, { precision: 12, scale: 2 });
const percent = (name: string) => numeric(name, { precision: 13, scale: 4 });
const ratio = (name: string) => numeric(name, { precision: 5, scale: 2 });
const counted = (name: string) => numeric(name, { precision: 10, scale: 2 });

/** What another system counted of a unit's demand on a day. */
export const demandObservations = pgTable('demand_observations', {
  ...nounColumns,
  ...unitScope,
  profession: text('profession').notNull(),
  localDate: day('date').notNull(),
  hours: counted('hours'),
  positions: counted('positions'),
  source: text('source'),
  withdrawnAt: instant('withdrawn_at'),
});

/** A forecast that is made again each week, by the rights of a member. */
export const forecastSchedules = pgTable('forecast_schedules', {
  ...nounColumns,
  membershipId: uuid('membership_id').notNull(),
  programId: uuid('program_id').notNull(),
  facilityId: uuid('facility_id'),
  unitId: uuid('unit_id'),
  profession: text('profession'),
  basis: text('basis', { enum: forecastBases }).notNull(),
  measure: text('measure', { enum: forecastMeasures }).notNull(),
  horizonWeeks: integer('horizon_weeks').notNull(),
  historyWeeks: integer('history_weeks').notNull(),
  weekday: text('weekday', { enum: weekdays }).notNull(),
  time: text('time').notNull(),
  nextRunAt: instant('next_run_at'),
  state: text('state', { enum: forecastScheduleStates }).notNull(),
});

/** A forecast of weekly demand in a place; null is all of what stands above. */
export const forecasts = pgTable('forecasts', {
  ...nounColumns,
  programId: uuid('program_id').notNull(),
  facilityId: uuid('facility_id'),
  unitId: uuid('unit_id'),
  profession: text('profession'),
  kind: text('kind', { enum: forecastKinds }).notNull(),
  basis: text('basis', { enum: forecastBases }).notNull(),
  measure: text('measure', { enum: forecastMeasures }).notNull(),
  firstWeekStart: day('first_week').notNull(),
  horizonWeeks: integer('horizon_weeks').notNull(),
  historyWeeks: integer('history_weeks'),
  note: text('note'),
  state: text('state', { enum: forecastStates }).notNull(),
  lines: integer('lines').notNull().default(0),
  failedBecause: text('failed_because'),
  readyAt: instant('ready_at'),
  scheduleId: uuid('schedule_id'),
  lastScoredWeekStartsOn: day('scored_through'),
  scoredPoints: integer('scored_points'),
  scoredMape: percent('scored_mape'),
  scoredWape: percent('scored_wape'),
  scoredBias: percent('scored_bias'),
  scoredCoverage: numeric('scored_coverage', { precision: 7, scale: 4 }),
});

/** One unit's demand for a profession: its history, what serves it and why. */
export const forecastLines = pgTable('forecast_lines', {
  ...nounColumns,
  forecastId: uuid('forecast_id').notNull(),
  ...unitScope,
  profession: text('profession').notNull(),
  historyWeeks: integer('history_weeks').notNull(),
  filledWeeks: integer('filled_weeks').notNull().default(0),
  historyFrom: day('history_from'),
  historyMean: quantity('history_mean'),
  model: text('model', { enum: servingModels }).notNull(),
  why: text('why').notNull(),
});

/** How a model would have done on the history of a series. */
export const forecastBacktests = pgTable('forecast_backtests', {
  ...nounColumns,
  forecastId: uuid('forecast_id').notNull(),
  lineId: uuid('line_id').notNull(),
  ...unitScope,
  model: text('model', { enum: forecastModels }).notNull(),
  origins: integer('origins').notNull(),
  points: integer('points').notNull(),
  mape: percent('mape'),
  wape: percent('wape'),
  bias: percent('bias'),
  coverage: numeric('coverage', { precision: 7, scale: 4 }),
  coveredPoints: integer('covered_points').notNull(),
  serves: boolean('serves').notNull(),
});

/** What is expected of one week of a series, the baseline beside it. */
export const forecastWeeks = pgTable('forecast_weeks', {
  ...nounColumns,
  forecastId: uuid('forecast_id').notNull(),
  lineId: uuid('line_id').notNull(),
  ...unitScope,
  profession: text('profession').notNull(),
  weekStartsOn: day('week_starts_on').notNull(),
  weeksAhead: integer('weeks_ahead').notNull(),
  value: quantity('value').notNull(),
  lowerValue: quantity('lower_value'),
  upperValue: quantity('upper_value'),
  baselineValue: quantity('baseline_value'),
  baselineLower: quantity('baseline_lower'),
  baselineUpper: quantity('baseline_upper'),
});

/** What laws of states demand of staffing by the kind of unit; rows change with a migration only. */
export const staffingRatios = pgTable('staffing_ratios', {
  code: text('code').notNull(),
  state: char('state', { length: 2 }).notNull(),
  unitType: text('unit_type', { enum: unitTypes }).notNull(),
  professions: text('professions').array().notNull(),
  patientsPerNurse: ratio('patients_per_nurse'),
  hoursPerPatientDay: ratio('hours_per_patient_day'),
  effective: dayRange('effective').notNull(),
  citation: text('citation').notNull(),
  source: text('source').notNull(),
  confidence: text('confidence', { enum: ['confirmed', 'from_knowledge'] }).notNull(),
  notes: text('notes'),
});

/** Of which kind a unit is from a day on, and a ratio of its own. */
export const unitStandards = pgTable('unit_standards', {
  ...nounColumns,
  ...unitScope,
  unitType: text('unit_type', { enum: unitTypes }).notNull(),
  effective: dayRange('effective').notNull(),
  patientsPerNurse: ratio('patients_per_nurse'),
  profession: text('profession'),
  citation: text('citation'),
});

/** Patients of a unit in a shift, by the facility's wall clock. */
export const censusCounts = pgTable('census_counts', {
  ...nounColumns,
  ...unitScope,
  localDate: day('date').notNull(),
  shift: text('shift', { enum: censusShifts }).notNull(),
  kind: text('kind', { enum: censusKinds }).notNull(),
  startTime: text('start_time').notNull(),
  endTime: text('end_time').notNull(),
  patients: integer('patients').notNull(),
  employedHours: counted('employed_hours'),
  withdrawnAt: instant('withdrawn_at'),
});
