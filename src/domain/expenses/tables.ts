import { boolean, char, integer, jsonb, numeric, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { amount, day, instant, nounColumns, parties, rate, unitScope } from '../../kernel/columns.ts';
import { weekdays } from '../../kernel/week.ts';
import type { TermStep } from '../vendors/index.ts';
import type { ExpenseRate } from './model/category.ts';
import { expenseStates } from './model/expense.ts';

const treatments = ['exclude', 'include'] as const;

/** What can be claimed in a program, by which rates, within which caps; null is no bound. */
export const expenseCategories = pgTable('expense_categories', {
  ...nounColumns,
  programId: uuid('program_id').notNull(),
  code: text('code').notNull(),
  name: text('name').notNull(),
  kind: text('kind', { enum: ['amount', 'mileage', 'per_diem'] }).notNull(),
  rates: jsonb('rates').$type<ExpenseRate[]>().notNull().default([]),
  maximumPerItem: amount('maximum_per_item'),
  maximumPerDay: amount('maximum_per_day'),
  maximumPerWeek: amount('maximum_per_week'),
  maximumPerAssignment: amount('maximum_per_assignment'),
  weekStartsOn: text('week_starts_on', { enum: weekdays }).notNull().default('sunday'),
  overCap: text('over_cap', { enum: ['refuse', 'flag'] })
    .notNull()
    .default('refuse'),
  receiptAbove: amount('receipt_above'),
  requiresNote: boolean('requires_note').notNull().default(false),
  isPassThrough: boolean('is_pass_through').notNull().default(true),
  treatment: text('treatment', { enum: treatments }).notNull().default('exclude'),
  travelDays: integer('travel_days').notNull().default(0),
  archivedAt: instant('archived_at'),
});

/** What a worker spent on a day of an assignment, as claimed. */
export const expenses = pgTable('expenses', {
  ...nounColumns,
  assignmentId: uuid('assignment_id').notNull(),
  categoryId: uuid('category_id').notNull(),
  ...unitScope,
  ...parties,
  incurredOn: day('incurred_on').notNull(),
  quantity: numeric('quantity', { precision: 8, scale: 2 }),
  rate: rate('rate'),
  amount: amount('amount').notNull(),
  currency: char('currency', { length: 3 }).notNull(),
  note: text('note'),
  isPassThrough: boolean('is_pass_through').notNull(),
  treatment: text('treatment', { enum: treatments }).notNull(),
  isOverCap: boolean('is_over_cap').notNull().default(false),
  isPossibleDuplicate: boolean('is_possible_duplicate').notNull().default(false),
  explanation: jsonb('explanation').$type<TermStep[]>().notNull(),
  state: text('state', { enum: expenseStates }).notNull(),
  submittedAt: instant('submitted_at'),
  submittedBy: uuid('submitted_by'),
  approvedAt: instant('approved_at'),
  approvedBy: uuid('approved_by'),
  approvalNote: text('approval_note'),
  rejectedBecause: text('rejected_because'),
  voidedBecause: text('voided_because'),
});
