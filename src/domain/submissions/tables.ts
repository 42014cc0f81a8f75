import { boolean, char, integer, jsonb, numeric, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { amount, day, instant, nounColumns, parties, rate, unitScope } from '../../kernel/columns.ts';
import type { Answer } from './model/answers.ts';
import type { ProposedTime } from './model/interview.ts';
import type { PendingTerms } from './model/offer-terms.ts';

/** A vendor's proposals of workers; one live one for each worker and order. */
export const submissions = pgTable('submissions', {
  ...nounColumns,
  orderId: uuid('order_id').notNull(),
  ...unitScope,
  ...parties,
  representationId: uuid('representation_id').notNull(),
  subVendorId: uuid('sub_vendor_id'),
  subVendorName: text('sub_vendor_name'),
  billRate: rate('bill_rate'),
  payRate: rate('pay_rate'),
  annualSalary: amount('annual_salary'),
  availableOn: day('available_on').notNull(),
  currency: char('currency', { length: 3 }).notNull().default('USD'),
  note: text('note'),
  overMax: boolean('over_max').notNull(),
  aboveRange: boolean('above_range').notNull(),
  rightToRepresentUntil: instant('right_to_represent_until').notNull(),
  state: text('state', {
    enum: [
      'submitted',
      'msp_review',
      'presented',
      'shortlisted',
      'interview',
      'offered',
      'hired',
      'fell_off',
      'rejected',
      'withdrawn',
      'expired',
      'duplicate',
    ],
  }).notNull(),
  reason: text('reason'),
  presentedAt: instant('presented_at'),
  answers: jsonb('answers').$type<readonly Answer[]>().notNull().default([]),
  customValues: jsonb('custom_values').$type<Record<string, string>>().notNull().default({}),
  score: numeric('score', { precision: 12, scale: 4 }),
  disqualified: boolean('disqualified').notNull().default(false),
  consent: text('consent', { enum: ['none', 'asked', 'given'] })
    .notNull()
    .default('none'),
  consentPrice: numeric('consent_price', { precision: 14, scale: 4 }),
  consentAskedAt: instant('consent_asked_at'),
  consentedAt: instant('consented_at'),
  ownedUntil: instant('owned_until'),
  shortlistedAt: instant('shortlisted_at'),
  offeredAt: instant('offered_at'),
  hiredAt: instant('hired_at'),
});

/** Where a client puts a candidate among those of an order; apart, because a vendor reads its submission's versions. */
export const submissionRanks = pgTable('submission_ranks', {
  ...nounColumns,
  submissionId: uuid('submission_id').notNull(),
  orderId: uuid('order_id').notNull(),
  ...unitScope,
  place: integer('place').notNull(),
});

/** Meetings with candidates; scheduled ones of a worker for one vendor never overlap. */
export const interviews = pgTable('interviews', {
  ...nounColumns,
  submissionId: uuid('submission_id').notNull(),
  orderId: uuid('order_id').notNull(),
  ...unitScope,
  ...parties,
  kind: text('kind', { enum: ['phone', 'video', 'onsite'] }).notNull(),
  requestedBy: uuid('requested_by'),
  proposedTimes: jsonb('proposed_times').$type<readonly ProposedTime[]>().notNull(),
  proposedBy: text('proposed_by', { enum: ['client', 'vendor'] }).notNull(),
  round: integer('round').notNull().default(1),
  timeZone: text('time_zone').notNull(),
  facilityTimeZone: text('facility_time_zone').notNull(),
  workerTimeZone: text('worker_time_zone').notNull(),
  location: text('location'),
  startsAt: instant('starts_at'),
  endsAt: instant('ends_at'),
  state: text('state', { enum: ['requested', 'scheduled', 'completed', 'canceled', 'no_show'] }).notNull(),
  outcome: text('outcome', { enum: ['recommend', 'decline', 'undecided'] }),
  outcomeNote: text('outcome_note'),
  reason: text('reason'),
});

/** Offers on submissions; one live one each. */
export const offers = pgTable('offers', {
  ...nounColumns,
  submissionId: uuid('submission_id').notNull(),
  orderId: uuid('order_id').notNull(),
  positionId: uuid('position_id'),
  ...unitScope,
  ...parties,
  billRate: rate('bill_rate'),
  payRate: rate('pay_rate'),
  currency: char('currency', { length: 3 }).notNull().default('USD'),
  startsOn: day('starts_on').notNull(),
  endsOn: day('ends_on'),
  hoursPerWeek: numeric('hours_per_week', { precision: 5, scale: 2 }).notNull(),
  state: text('state', {
    enum: [
      'draft',
      'pending_approval',
      'extended',
      'countered',
      'accepted_by_vendor',
      'accepted',
      'declined',
      'rescinded',
      'expired',
    ],
  }).notNull(),
  expiresAt: instant('expires_at'),
  extendedAt: instant('extended_at'),
  vendorAcceptedAt: instant('vendor_accepted_at'),
  acceptedAt: instant('accepted_at'),
  reason: text('reason'),
  annualSalary: amount('annual_salary'),
  placementFee: amount('placement_fee'),
  round: integer('round').notNull().default(0),
  pendingTerms: jsonb('pending_terms').$type<PendingTerms>(),
  note: text('note'),
  confirmation: text('confirmation', { enum: ['client', 'worker', 'client_or_worker', 'none'] })
    .notNull()
    .default('client'),
  confirmedBy: text('confirmed_by', { enum: ['operator', 'client', 'worker', 'policy'] }),
  authors: uuid('authors').array().notNull().default([]),
});

/** The terms of an offer as each side in turn put them. */
export const offerRounds = pgTable('offer_rounds', {
  ...nounColumns,
  offerId: uuid('offer_id').notNull(),
  submissionId: uuid('submission_id').notNull(),
  ...unitScope,
  ...parties,
  number: integer('number').notNull(),
  proposedBy: text('proposed_by', { enum: ['operator', 'vendor'] }).notNull(),
  billRate: rate('bill_rate'),
  payRate: rate('pay_rate'),
  annualSalary: amount('annual_salary'),
  startsOn: day('starts_on').notNull(),
  endsOn: day('ends_on'),
  hoursPerWeek: numeric('hours_per_week', { precision: 5, scale: 2 }).notNull(),
  note: text('note'),
});
