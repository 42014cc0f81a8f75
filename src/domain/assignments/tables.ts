import { boolean, char, integer, jsonb, numeric, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import {
  amount,
  day,
  dayRange,
  dayRanges,
  instant,
  nounColumns,
  parties,
  rate,
  unitScope,
} from '../../kernel/columns.ts';
import type { RefundStep } from '../vendors/index.ts';

/**
 * Placements of workers: one pending, active or suspended one for each position; or, made by a booked shift and of no
 * position, one for each worker of a vendor on a per-diem order.
 */
export const assignments = pgTable('assignments', {
  ...nounColumns,
  kind: text('kind', { enum: ['placement', 'per_diem'] })
    .notNull()
    .default('placement'),
  orderId: uuid('order_id').notNull(),
  positionId: uuid('position_id'),
  submissionId: uuid('submission_id'),
  offerId: uuid('offer_id'),
  ...unitScope,
  ...parties,
  startsOn: day('starts_on').notNull(),
  endsOn: day('ends_on').notNull(),
  startedOn: day('started_on'),
  endedOn: day('ended_on'),
  endKind: text('end_kind', { enum: ['completed', 'early', 'converted'] }),
  endReason: text('end_reason'),
  endReasonCode: text('end_reason_code', {
    enum: [
      'completed',
      'performance',
      'clinical',
      'attendance',
      'census',
      'personal',
      'credential',
      'converted',
      'other',
    ],
  }),
  endedBy: text('ended_by', { enum: ['client', 'vendor', 'worker', 'msp'] }),
  canceledBy: text('canceled_by', { enum: ['client', 'vendor', 'worker'] }),
  tenureWarnedWeeks: integer('tenure_warned_weeks').array().notNull().default([]),
  suspendedDays: dayRanges('suspended_days').notNull().default('{}'),
  suspendedFor: text('suspended_for', { enum: ['decision', 'eligibility'] }),
  eligibleAgainOn: day('eligible_again_on'),
  state: text('state', {
    enum: ['pending', 'active', 'suspended', 'ended', 'canceled', 'no_show'],
  }).notNull(),
});

/** The terms of an assignment over a range of days; those in force never overlap. */
export const assignmentRevisions = pgTable('assignment_revisions', {
  ...nounColumns,
  assignmentId: uuid('assignment_id').notNull(),
  ...unitScope,
  ...parties,
  number: integer('number').notNull(),
  effective: dayRange('effective').notNull(),
  billRate: rate('bill_rate').notNull(),
  payRate: rate('pay_rate'),
  currency: char('currency', { length: 3 }).notNull().default('USD'),
  endsOn: day('ends_on').notNull(),
  hoursPerWeek: numeric('hours_per_week', { precision: 5, scale: 2 }).notNull(),
  reason: text('reason'),
  kinds: text('kinds', { enum: ['extension', 'shortening', 'rate', 'pay', 'hours', 'unit'] })
    .array()
    .notNull()
    .default([]),
  additionalCost: amount('additional_cost'),
  proposedBy: text('proposed_by', { enum: ['client', 'vendor'] }),
  authors: uuid('authors').array().notNull().default([]),
  vendorSees: boolean('vendor_sees').notNull().default(true),
  state: text('state', {
    enum: [
      'proposed',
      'pending_approval',
      'approval_paused',
      'pending_consent',
      'in_force',
      'superseded',
      'rejected',
      'declined',
      'withdrawn',
    ],
  }).notNull(),
});

/** Where the cost of a range of days is charged; shares total 100 percent exactly. */
export const allocations = pgTable('allocations', {
  ...nounColumns,
  assignmentId: uuid('assignment_id').notNull(),
  ...unitScope,
  ...parties,
  effective: dayRange('effective').notNull(),
  shares: jsonb('shares').$type<{ costCenterId: string; percent: string }[]>().notNull(),
  state: text('state', { enum: ['in_force', 'superseded'] })
    .notNull()
    .default('in_force'),
});

/** What is to be done before somebody begins at a place; `dueDaysBeforeStart` counts calendar days. */
export interface ChecklistItem {
  code: string;
  name: string;
  owner: 'vendor' | 'worker' | 'client' | 'msp';
  required: boolean;
  dueDaysBeforeStart: number;
}

/** The checklists of places: a program's, and what its facilities and units add to it or change in it. */
export const onboardingTemplates = pgTable('onboarding_templates', {
  ...nounColumns,
  programId: uuid('program_id').notNull(),
  facilityId: uuid('facility_id'),
  unitId: uuid('unit_id'),
  name: text('name').notNull(),
  items: jsonb('items').$type<ChecklistItem[]>().notNull(),
  archivedAt: instant('archived_at'),
});

/** What is to be done for one assignment. */
export const onboardingItems = pgTable('onboarding_items', {
  ...nounColumns,
  assignmentId: uuid('assignment_id').notNull(),
  ...unitScope,
  ...parties,
  code: text('code').notNull(),
  name: text('name').notNull(),
  owner: text('owner', { enum: ['vendor', 'worker', 'client', 'msp'] }).notNull(),
  required: boolean('required').notNull(),
  dueOn: day('due_on').notNull(),
  credentialTypeId: uuid('credential_type_id'),
  doneAt: instant('done_at'),
  doneBy: uuid('done_by'),
  waivedBecause: text('waived_because'),
  state: text('state', { enum: ['open', 'complete', 'waived'] }).notNull(),
});

/** People whom the client itself hired by way of a vendor; one live one for each position. */
export const placements = pgTable('placements', {
  ...nounColumns,
  orderId: uuid('order_id').notNull(),
  positionId: uuid('position_id').notNull(),
  submissionId: uuid('submission_id').notNull(),
  offerId: uuid('offer_id').notNull(),
  ...unitScope,
  ...parties,
  annualSalary: amount('annual_salary'),
  currency: char('currency', { length: 3 }).notNull(),
  startsOn: day('starts_on').notNull(),
  startedOn: day('started_on'),
  leftOn: day('left_on'),
  leftBecause: text('left_because'),
  agreementId: uuid('agreement_id'),
  feeKind: text('fee_kind', { enum: ['percent_of_salary', 'flat'] }),
  feeValue: numeric('fee_value', { precision: 14, scale: 4 }),
  fee: amount('fee'),
  guaranteeDays: integer('guarantee_days'),
  refundKind: text('refund_kind', { enum: ['pro_rata', 'steps', 'none'] }),
  refundSteps: jsonb('refund_steps').$type<RefundStep[]>().notNull().default([]),
  state: text('state', { enum: ['accepted', 'started', 'guaranteed', 'left', 'fell_off'] }).notNull(),
});
