import { sql } from 'drizzle-orm';
import { boolean, char, integer, numeric, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { amount, day, instant, nounColumns, parties, rate, unitScope } from '../../kernel/columns.ts';
import { weekdays } from '../../kernel/week.ts';
import { cancelParties, cancelReasons, requestStates, shiftStates } from './words.ts';

const price = {
  currency: char('currency', { length: 3 }).notNull().default('USD'),
  baseRate: rate('base_rate').notNull(),
  billRate: rate('bill_rate').notNull(),
  payRate: rate('pay_rate'),
};

/** Shifts that come again, by the wall clock of the facility; of an order, or of a placement. */
export const shiftPatterns = pgTable('shift_patterns', {
  ...nounColumns,
  orderId: uuid('order_id').notNull(),
  assignmentId: uuid('assignment_id'),
  ...unitScope,
  vendorId: uuid('vendor_id'),
  workerId: uuid('worker_id'),
  timeZone: text('time_zone').notNull(),
  weekdays: text('weekdays', { enum: weekdays }).array().notNull(),
  startTime: text('start_time').notNull(),
  endTime: text('end_time').notNull(),
  everyWeeks: integer('every_weeks').notNull(),
  firstOn: day('first_on').notNull(),
  lastOn: day('last_on').notNull(),
  headcount: integer('headcount').notNull(),
  skippedOn: day('skipped_on').array().notNull().default([]),
  mealMinutes: integer('meal_minutes').notNull(),
  billRate: rate('bill_rate'),
  payRate: rate('pay_rate'),
  instantBook: boolean('instant_book').notNull(),
  broadcastPlanId: uuid('broadcast_plan_id'),
  expandedTo: day('expanded_to'),
  state: text('state', { enum: ['active', 'ended'] }).notNull(),
});

/** Worked periods of orders; those of one worker that are taken never overlap, whoever supplies it. */
export const shifts = pgTable('shifts', {
  ...nounColumns,
  orderId: uuid('order_id').notNull(),
  assignmentId: uuid('assignment_id'),
  patternId: uuid('pattern_id'),
  slot: integer('slot'),
  ...unitScope,
  vendorId: uuid('vendor_id'),
  workerId: uuid('worker_id'),
  representationId: uuid('representation_id'),
  startsAt: instant('starts_at').notNull(),
  endsAt: instant('ends_at').notNull(),
  timeZone: text('time_zone').notNull(),
  localDate: day('local_date').notNull(),
  mealMinutes: integer('meal_minutes').notNull().default(0),
  ...price,
  instantBook: boolean('instant_book').notNull().default(false),
  postedAt: instant('posted_at'),
  broadcast: boolean('broadcast').notNull().default(false),
  note: text('note'),
  basePayRate: rate('base_pay_rate'),
  atRisk: boolean('at_risk').notNull().default(false),
  canceledAt: instant('canceled_at'),
  canceledBy: text('canceled_by', { enum: cancelParties }),
  cancelReason: text('cancel_reason', { enum: cancelReasons }),
  cancelNote: text('cancel_note'),
  calledOff: boolean('called_off').notNull().default(false),
  noticeMinutes: integer('notice_minutes'),
  penaltyHours: numeric('penalty_hours', { precision: 7, scale: 2 }),
  penaltyAmount: amount('penalty_amount'),
  actualStartsAt: instant('actual_starts_at'),
  actualEndsAt: instant('actual_ends_at'),
  mealStartsAt: instant('meal_starts_at'),
  mealEndsAt: instant('meal_ends_at'),
  overdueAt: instant('overdue_at'),
  dnrProposed: boolean('dnr_proposed').notNull().default(false),
  replacesShiftId: uuid('replaces_shift_id'),
  timesheetId: uuid('timesheet_id'),
  state: text('state', { enum: shiftStates }).notNull(),
});

/** To whom broadcast shifts have been shown: all whom a vendor represents, or one of them. */
export const shiftAudiences = pgTable('shift_audiences', {
  ...nounColumns,
  shiftId: uuid('shift_id').notNull(),
  orderId: uuid('order_id').notNull(),
  ...unitScope,
  vendorId: uuid('vendor_id').notNull(),
  workerId: uuid('worker_id'),
  shownAt: instant('shown_at').notNull(),
});

/** Prices of shifts that hold for a while, for whoever asked. */
export const shiftQuotes = pgTable('shift_quotes', {
  ...nounColumns,
  shiftId: uuid('shift_id').notNull(),
  orderId: uuid('order_id').notNull(),
  ...unitScope,
  vendorId: uuid('vendor_id'),
  workerId: uuid('worker_id'),
  representationId: uuid('representation_id'),
  ...price,
  boost: rate('boost').notNull(),
  minutes: integer('minutes').notNull(),
  billTotal: amount('bill_total').notNull(),
  payTotal: amount('pay_total'),
  expiresAt: instant('expires_at').notNull(),
});

/** Claims on open shifts; one live one for each worker and shift. */
export const shiftRequests = pgTable('shift_requests', {
  ...nounColumns,
  shiftId: uuid('shift_id').notNull(),
  orderId: uuid('order_id').notNull(),
  ...unitScope,
  ...parties,
  representationId: uuid('representation_id').notNull(),
  quoteId: uuid('quote_id'),
  displayName: text('display_name').notNull(),
  note: text('note'),
  decidedAt: instant('decided_at'),
  reason: text('reason'),
  state: text('state', { enum: requestStates }).notNull(),
  salt: text('salt')
    .notNull()
    .default(sql`gen_random_uuid()::text`),
});

export * from './attending/tables.ts';
export * from './boosting/tables.ts';
export * from './broadcasting/tables.ts';
export * from './calendar/tables.ts';
export * from './canceling/tables.ts';
export * from './swapping/tables.ts';
