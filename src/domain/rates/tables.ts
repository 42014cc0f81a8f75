import { char, numeric, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { dayRange, nounColumns, rate } from '../../kernel/columns.ts';

/** Named sets of rate lines of a program, for one vendor or for any; one at a time is in force. */
export const rateCards = pgTable('rate_cards', {
  ...nounColumns,
  programId: uuid('program_id').notNull(),
  vendorId: uuid('vendor_id'),
  name: text('name').notNull(),
  currency: char('currency', { length: 3 }).notNull().default('USD'),
  effective: dayRange('effective').notNull(),
  state: text('state', { enum: ['draft', 'active', 'retired'] }).notNull(),
});

/**
 * Dated bill rates per hour; a null vendor, facility, unit, specialty or shift is the line for all of them, a null card
 * the program's base card. A line has a rate or, for other than regular hours, a multiplier of the regular hour's.
 */
export const rateLines = pgTable('rate_lines', {
  ...nounColumns,
  programId: uuid('program_id').notNull(),
  cardId: uuid('card_id'),
  vendorId: uuid('vendor_id'),
  facilityId: uuid('facility_id'),
  unitId: uuid('unit_id'),
  profession: text('profession').notNull(),
  specialty: text('specialty'),
  shift: text('shift', { enum: ['day', 'evening', 'night', 'weekend'] }),
  hourType: text('hour_type', {
    enum: ['regular', 'overtime', 'double_time', 'holiday', 'on_call', 'callback', 'orientation'],
  })
    .notNull()
    .default('regular'),
  billRate: rate('bill_rate'),
  minBillRate: rate('min_bill_rate'),
  maxBillRate: rate('max_bill_rate'),
  multiplier: numeric('multiplier', { precision: 7, scale: 4 }),
  payRate: rate('pay_rate'),
  currency: char('currency', { length: 3 }).notNull().default('USD'),
  effective: dayRange('effective').notNull(),
});
