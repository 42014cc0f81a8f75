import { char, integer, jsonb, numeric, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { amount, day, instant, nounColumns, rate, unitScope } from '../../kernel/columns.ts';

/** A tier of a release plan: after how many hours it sees the order, when that is, and since when it does. */
export interface ReleaseTier {
  tier: number;
  delayHours: number;
  opensAt: string;
  openedAt: string | null;
}

/** Requests for people; rates per hour, the estimated cost in all. */
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
  billRate: rate('bill_rate').notNull(),
  maxBillRate: rate('max_bill_rate'),
  payRateFrom: rate('pay_rate_from'),
  payRateTo: rate('pay_rate_to'),
  postedRateFrom: rate('posted_rate_from'),
  postedRateTo: rate('posted_rate_to'),
  currency: char('currency', { length: 3 }).notNull().default('USD'),
  estimatedCost: amount('estimated_cost').notNull(),
  reason: text('reason', { enum: ['vacancy', 'census', 'leave', 'seasonal', 'strike', 'other'] }).notNull(),
  description: text('description'),
  internalNotes: text('internal_notes'),
  respondBy: instant('respond_by'),
  submissionCap: integer('submission_cap'),
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
  state: text('state', { enum: ['active', 'paused', 'withdrawn', 'completed'] }).notNull(),
  releasedAt: instant('released_at').notNull(),
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
});
