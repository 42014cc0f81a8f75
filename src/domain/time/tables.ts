import { boolean, char, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import {
  amount,
  day,
  dayRange,
  instant,
  nounColumns,
  parties,
  rate,
  unitScope,
} from '../../kernel/columns.ts';
import type { DisputedFrom, RatingAccount, StatedMeal, StatedTime } from './model.ts';
import type { PayPolicy } from './pay-rules/policy.ts';
import { earnings } from './pay-rules/rated-week.ts';

/**
 * The dated rule sets that split hours and price them; they never overlap for one scope. Of those that apply the most
 * specific counts: the worker's, the agreement's, the facility's, the state's, the program's.
 */
export const payPolicies = pgTable('pay_policies', {
  ...nounColumns,
  programId: uuid('program_id').notNull(),
  agreementId: uuid('agreement_id'),
  facilityId: uuid('facility_id'),
  state: char('state', { length: 2 }),
  workerId: uuid('worker_id'),
  name: text('name').notNull(),
  rules: jsonb('rules').$type<PayPolicy>().notNull(),
  effective: dayRange('effective').notNull(),
  number: integer('number').notNull().default(1),
  supersedesId: uuid('supersedes_id'),
});

/** A workweek on an assignment; `revision` is its business version, `gross` the charge for it. */
export const timesheets = pgTable('timesheets', {
  ...nounColumns,
  assignmentId: uuid('assignment_id').notNull(),
  ...unitScope,
  ...parties,
  weekStartsOn: day('week_starts_on').notNull(),
  timeZone: text('time_zone').notNull(),
  weekStartsAt: instant('week_starts_at').notNull(),
  weekEndsAt: instant('week_ends_at').notNull(),
  revision: integer('revision').notNull().default(1),
  payPolicyId: uuid('pay_policy_id').notNull(),
  minutes: integer('minutes').notNull().default(0),
  gross: amount('gross'),
  payTotal: amount('pay_total'),
  state: text('state', { enum: ['open', 'submitted', 'approved', 'invoiced', 'disputed'] }).notNull(),
  submittedAt: instant('submitted_at'),
  approvedAt: instant('approved_at'),
  approvedBy: uuid('approved_by'),
  rejectedReason: text('rejected_reason'),
  approvalState: text('approval_state', { enum: ['none', 'pending', 'paused', 'approved', 'rejected'] })
    .notNull()
    .default('none'),
  approvedThrough: text('approved_through', { enum: ['person', 'route', 'silence'] }),
  acceptsAt: instant('accepts_at'),
  dispute: jsonb('dispute').$type<DisputedFrom>(),
});

/** Intervals as worked, of one version of a timesheet; at most 24 hours, current ones of a worker never overlapping. */
export const timeEntries = pgTable('time_entries', {
  ...nounColumns,
  timesheetId: uuid('timesheet_id').notNull(),
  ...unitScope,
  ...parties,
  revision: integer('revision').notNull(),
  startsAt: instant('starts_at').notNull(),
  endsAt: instant('ends_at').notNull(),
  kind: text('kind', { enum: ['worked', 'on_call', 'callback', 'orientation'] })
    .notNull()
    .default('worked'),
  meals: jsonb('meals').$type<StatedMeal[]>().notNull().default([]),
  mealAttestation: text('meal_attestation', { enum: ['taken', 'missed', 'waived'] }),
  endedEarly: text('ended_early', { enum: ['by_facility', 'by_worker'] }),
  missedRests: integer('missed_rests'),
  roles: text('roles').array().notNull().default([]),
  calledAt: instant('called_at'),
  costCenterId: uuid('cost_center_id'),
  workedUnitId: uuid('worked_unit_id'),
  source: text('source', { enum: ['stated', 'punches', 'shift', 'import'] })
    .notNull()
    .default('stated'),
  sourceId: text('source_id'),
  note: text('note'),
  current: boolean('current').notNull().default(true),
});

/** The minutes and the share of the charge for each day, hour type or differential, and rate. */
export const timesheetLines = pgTable('timesheet_lines', {
  ...nounColumns,
  timesheetId: uuid('timesheet_id').notNull(),
  ...unitScope,
  ...parties,
  revision: integer('revision').notNull(),
  workDate: day('work_date').notNull(),
  hourType: text('hour_type').notNull(),
  differentialCode: text('differential_code'),
  minutes: integer('minutes').notNull(),
  billRate: rate('bill_rate').notNull(),
  amount: amount('amount').notNull(),
  rule: text('rule').notNull(),
  citation: text('citation'),
});

/** The minutes and the share of the pay for each day and pay line of a version; `rate` is per hour, for display. */
export const timesheetPayLines = pgTable('timesheet_pay_lines', {
  ...nounColumns,
  timesheetId: uuid('timesheet_id').notNull(),
  ...unitScope,
  ...parties,
  revision: integer('revision').notNull(),
  workDate: day('work_date').notNull(),
  lineNumber: integer('line_number').notNull(),
  earning: text('earning', { enum: earnings }).notNull(),
  code: text('code'),
  minutes: integer('minutes').notNull(),
  rate: rate('rate'),
  amount: amount('amount').notNull(),
  rule: text('rule').notNull(),
  citation: text('citation'),
});

/** Pay that is for no minutes, as the employer states it for a version of a week. */
export const otherPayItems = pgTable('other_pay_items', {
  ...nounColumns,
  timesheetId: uuid('timesheet_id').notNull(),
  ...unitScope,
  ...parties,
  revision: integer('revision').notNull(),
  code: text('code').notNull(),
  amount: amount('amount').notNull(),
  earnedOn: day('earned_on').notNull(),
  treatment: text('treatment', { enum: ['include', 'exclude', 'flat_sum'] }).notNull(),
  note: text('note'),
});

/** What each version was rated from; an explanation of it reads this, never the rules of today. */
export const timesheetRatings = pgTable('timesheet_ratings', {
  ...nounColumns,
  timesheetId: uuid('timesheet_id').notNull(),
  ...unitScope,
  ...parties,
  revision: integer('revision').notNull(),
  minutes: integer('minutes').notNull(),
  gross: amount('gross').notNull(),
  payTotal: amount('pay_total'),
  account: jsonb('account').$type<RatingAccount>().notNull(),
});

/** Objections to a version of a timesheet, with the hours proposed instead; one open one each. */
export const timesheetDisputes = pgTable('timesheet_disputes', {
  ...nounColumns,
  timesheetId: uuid('timesheet_id').notNull(),
  ...unitScope,
  ...parties,
  revision: integer('revision').notNull(),
  raisedBy: uuid('raised_by').notNull(),
  reason: text('reason').notNull(),
  proposedEntries: jsonb('proposed_entries').$type<StatedTime[]>().notNull(),
  state: text('state', { enum: ['open', 'upheld', 'adjusted'] }).notNull(),
  resolvedAt: instant('resolved_at'),
  resolutionNote: text('resolution_note'),
});

export * from './rerating/tables.ts';

export { timeExceptions } from './exceptions/tables.ts';
export { timeLocks } from './locks/tables.ts';
