import { char, jsonb, numeric, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { amount, day, nounColumns, rate, unitScope } from '../../kernel/columns.ts';
import type { TermStep } from '../vendors/index.ts';

/** What is owed besides hours, each computed once for what it follows from. */
export const charges = pgTable('charges', {
  ...nounColumns,
  kind: text('kind', {
    enum: ['penalty', 'guarantee', 'placement_fee', 'placement_refund', 'conversion_fee'],
  }).notNull(),
  sourceNoun: text('source_noun').notNull(),
  sourceId: uuid('source_id').notNull(),
  lineKey: text('line_key').notNull(),
  ...unitScope,
  vendorId: uuid('vendor_id').notNull(),
  workerId: uuid('worker_id'),
  orderId: uuid('order_id'),
  assignmentId: uuid('assignment_id'),
  agreementId: uuid('agreement_id'),
  dueOn: day('due_on').notNull(),
  currency: char('currency', { length: 3 }).notNull(),
  hours: numeric('hours', { precision: 8, scale: 2 }),
  rate: rate('rate'),
  amount: amount('amount').notNull(),
  explanation: jsonb('explanation').$type<TermStep[]>().notNull(),
  state: text('state', { enum: ['computed', 'waived'] }).notNull(),
  waivedBecause: text('waived_because'),
});
