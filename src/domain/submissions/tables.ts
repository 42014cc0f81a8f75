import { boolean, char, numeric, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { day, instant, nounColumns, parties, rate, unitScope } from '../../kernel/columns.ts';

/** A vendor's proposals of workers; one live one for each worker and order. */
export const submissions = pgTable('submissions', {
  ...nounColumns,
  orderId: uuid('order_id').notNull(),
  ...unitScope,
  ...parties,
  representationId: uuid('representation_id').notNull(),
  subVendorId: uuid('sub_vendor_id'),
  subVendorName: text('sub_vendor_name'),
  billRate: rate('bill_rate').notNull(),
  payRate: rate('pay_rate'),
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
});

/** Offers on submissions; one live one each. */
export const offers = pgTable('offers', {
  ...nounColumns,
  submissionId: uuid('submission_id').notNull(),
  orderId: uuid('order_id').notNull(),
  positionId: uuid('position_id'),
  ...unitScope,
  ...parties,
  billRate: rate('bill_rate').notNull(),
  payRate: rate('pay_rate'),
  currency: char('currency', { length: 3 }).notNull().default('USD'),
  startsOn: day('starts_on').notNull(),
  endsOn: day('ends_on').notNull(),
  hoursPerWeek: numeric('hours_per_week', { precision: 5, scale: 2 }).notNull(),
  state: text('state', {
    enum: ['extended', 'accepted_by_vendor', 'accepted', 'declined', 'rescinded', 'expired'],
  }).notNull(),
  expiresAt: instant('expires_at'),
  extendedAt: instant('extended_at'),
  vendorAcceptedAt: instant('vendor_accepted_at'),
  acceptedAt: instant('accepted_at'),
  reason: text('reason'),
});
