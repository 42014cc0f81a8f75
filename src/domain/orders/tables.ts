import { boolean, char, integer, jsonb, numeric, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { amount, day, instant, nounColumns, rate, unitScope } from '../../kernel/columns.ts';
import type { Question, QuestionChoice } from './model/question.ts';

/**
 * A tier of a release plan: after how many hours it sees the order, when that is, and since when it does. Plans of
 * before know no unit (hours) and no cap (the order's).
 */
export interface ReleaseTier {
  tier: number;
  delayHours: number;
  delayUnit?: 'hours' | 'business_hours';
  submissionCap?: number | null;
  opensAt: string;
  openedAt: string | null;
}

/** Terms by name, as a template or a change of an order keeps them. */
export type ChangedTerms = Readonly<Record<string, unknown>>;
export type TemplateTerms = ChangedTerms;

/** The rates of an order to which the end of a surge returns. */
export interface RatesBeforeSurge {
  billRate: string;
  maxBillRate: string | null;
  postedRateFrom: string | null;
  postedRateTo: string | null;
}

/** Requests for people; rates per hour (a direct hire's salary a year), the estimated cost in all. */
export const orders = pgTable('orders', {
  ...nounColumns,
  ...unitScope,
  type: text('type', { enum: ['contract', 'per_diem', 'direct_hire'] }).notNull(),
  title: text('title').notNull(),
  profession: text('profession').notNull(),
  specialty: text('specialty'),
  positions: integer('positions').notNull(),
  startsOn: day('starts_on').notNull(),
  endsOn: day('ends_on').notNull(),
  weeks: integer('weeks').notNull(),
  hoursPerWeek: numeric('hours_per_week', { precision: 5, scale: 2 }).notNull(),
  guaranteedHours: numeric('guaranteed_hours', { precision: 5, scale: 2 }),
  shiftPattern: text('shift_pattern'),
  billRate: rate('bill_rate'),
  maxBillRate: rate('max_bill_rate'),
  payRateFrom: rate('pay_rate_from'),
  payRateTo: rate('pay_rate_to'),
  postedRateFrom: rate('posted_rate_from'),
  postedRateTo: rate('posted_rate_to'),
  currency: char('currency', { length: 3 }).notNull().default('USD'),
  salaryFrom: amount('salary_from'),
  salaryTo: amount('salary_to'),
  placementFeeEstimate: amount('placement_fee_estimate'),
  payUnit: text('pay_unit', { enum: ['hour', 'week', 'year'] }),
  benefitsText: text('benefits_text'),
  otherCompensation: text('other_compensation'),
  remoteStates: char('remote_states', { length: 2 }).array().notNull().default([]),
  estimatedCost: amount('estimated_cost').notNull(),
  reason: text('reason', { enum: ['vacancy', 'census', 'leave', 'seasonal', 'strike', 'other'] }).notNull(),
  description: text('description'),
  internalNotes: text('internal_notes'),
  respondBy: instant('respond_by'),
  submissionCap: integer('submission_cap'),
  extraCredentialTypeIds: uuid('extra_credential_type_ids').array().notNull().default([]),
  customValues: jsonb('custom_values').$type<Record<string, string>>().notNull().default({}),
  templateId: uuid('template_id'),
  lockedFields: text('locked_fields').array().notNull().default([]),
  surgeKind: text('surge_kind', { enum: ['surge', 'rush'] }),
  surgeReason: text('surge_reason'),
  surgeFromRate: rate('surge_from_rate'),
  surgedAt: instant('surged_at'),
  surgeBefore: jsonb('surge_before').$type<RatesBeforeSurge>(),
  state: text('state', {
    enum: [
      'draft',
      'pending_approval',
      'approval_paused',
      'open',
      'partially_filled',
      'filled',
      'on_hold',
      'canceled',
      'expired',
      'closed',
      'rejected',
    ],
  }).notNull(),
  heldFrom: text('held_from', { enum: ['open', 'partially_filled'] }),
  cancelReason: text('cancel_reason'),
  releasedAt: instant('released_at'),
  closedAt: instant('closed_at'),
  authors: uuid('authors').array().notNull().default([]),
});

/** The openings of an order; never more uncanceled ones than the order asks for. */
export const positions = pgTable('positions', {
  ...nounColumns,
  orderId: uuid('order_id').notNull(),
  ...unitScope,
  number: integer('number').notNull(),
  state: text('state', { enum: ['open', 'filled', 'canceled', 'closed'] }).notNull(),
  openedAt: instant('opened_at').notNull(),
  filledAt: instant('filled_at'),
});

/** When each tier of the panel sees an order; one live plan an order. */
export const releasePlans = pgTable('release_plans', {
  ...nounColumns,
  orderId: uuid('order_id').notNull(),
  ...unitScope,
  tiers: jsonb('tiers').$type<ReleaseTier[]>().notNull(),
  templateId: uuid('template_id'),
  state: text('state', { enum: ['active', 'paused', 'withdrawn', 'completed'] }).notNull(),
  releasedAt: instant('released_at').notNull(),
});

/** The tiers of orders of a program whose release names none; null type or profession: of any. */
export const releasePlanTemplates = pgTable('release_plan_templates', {
  ...nounColumns,
  programId: uuid('program_id').notNull(),
  name: text('name').notNull(),
  orderType: text('order_type', { enum: ['contract', 'per_diem', 'direct_hire'] }),
  profession: text('profession'),
  tiers: jsonb('tiers').$type<Omit<ReleaseTier, 'opensAt' | 'openedAt'>[]>().notNull(),
  archivedAt: instant('archived_at'),
});

/** The vendors of a tier that were not shown the order when it opened, and why. */
export const releaseOmissions = pgTable('release_omissions', {
  ...nounColumns,
  planId: uuid('plan_id').notNull(),
  orderId: uuid('order_id').notNull(),
  ...unitScope,
  vendorId: uuid('vendor_id').notNull(),
  tier: integer('tier').notNull(),
  why: text('why', { enum: ['inactive', 'standing', 'documents', 'coverage'] }).notNull(),
});

/** From and until when a vendor sees an order; row security compares it with the tenant's now. */
export const orderVisibilities = pgTable('order_visibilities', {
  ...nounColumns,
  orderId: uuid('order_id').notNull(),
  ...unitScope,
  vendorId: uuid('vendor_id').notNull(),
  tier: integer('tier').notNull(),
  visibleFrom: instant('visible_from').notNull(),
  visibleTo: instant('visible_to'),
  origin: text('origin', { enum: ['tier', 'joined', 'named', 'broadcast'] })
    .notNull()
    .default('tier'),
  planId: uuid('plan_id'),
  submissionCap: integer('submission_cap'),
});

/** What an order may be made of; what it locks cannot be told otherwise. */
export const orderTemplates = pgTable('order_templates', {
  ...nounColumns,
  programId: uuid('program_id').notNull(),
  facilityId: uuid('facility_id'),
  unitId: uuid('unit_id'),
  name: text('name').notNull(),
  terms: jsonb('terms').$type<TemplateTerms>().notNull(),
  lockedFields: text('locked_fields').array().notNull().default([]),
  questions: jsonb('questions').$type<Question[]>().notNull().default([]),
  archivedAt: instant('archived_at'),
});

/** What an order asks of whoever proposes somebody for it, by number. */
export const orderQuestions = pgTable('order_questions', {
  ...nounColumns,
  orderId: uuid('order_id').notNull(),
  ...unitScope,
  number: integer('number').notNull(),
  question: text('question').notNull(),
  kind: text('kind', { enum: ['yes_no', 'choice', 'number', 'text'] }).notNull(),
  required: boolean('required').notNull(),
  choices: jsonb('choices').$type<QuestionChoice[]>().notNull().default([]),
  minimum: numeric('minimum', { precision: 12, scale: 2 }),
  weight: numeric('weight', { precision: 5, scale: 2 }).notNull(),
  knockout: boolean('knockout').notNull(),
  archivedAt: instant('archived_at'),
});

/** Changes of an order that runs which are asked of its approvers anew; the order keeps its terms until they agree. */
export const orderChanges = pgTable('order_changes', {
  ...nounColumns,
  orderId: uuid('order_id').notNull(),
  ...unitScope,
  kind: text('kind', { enum: ['terms', 'surge', 'rush'] }).notNull(),
  before: jsonb('before').$type<ChangedTerms>().notNull(),
  after: jsonb('after').$type<ChangedTerms>().notNull(),
  estimatedCost: amount('estimated_cost').notNull(),
  reason: text('reason'),
  state: text('state', { enum: ['pending', 'applied', 'rejected', 'withdrawn'] }).notNull(),
  authors: uuid('authors').array().notNull().default([]),
  decidedAt: instant('decided_at'),
});
