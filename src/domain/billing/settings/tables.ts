import { integer, jsonb, numeric, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { dayRange, nounColumns } from '../../../kernel/columns.ts';
import type { Party } from '../charging/document.ts';
import type { Coverage } from './taxing.ts';

/** How a program's documents are cut, numbered and headed; one a program. */
export const billingProfiles = pgTable('billing_profiles', {
  ...nounColumns,
  programId: uuid('program_id').notNull(),
  grouping: text('grouping', { enum: ['program', 'facility', 'cost_center', 'purchase_order'] })
    .notNull()
    .default('program'),
  invoicePrefix: text('invoice_prefix').notNull().default('CI'),
  statementPrefix: text('statement_prefix').notNull().default('VS'),
  creditMemoPrefix: text('credit_memo_prefix').notNull().default('CM'),
  vendorCreditPrefix: text('vendor_credit_prefix').notNull().default('VC'),
  seller: jsonb('seller').$type<Party>(),
  buyer: jsonb('buyer').$type<Party>(),
  remitTo: text('remit_to').array().notNull().default([]),
  note: text('note'),
  logoFileId: uuid('logo_file_id'),
  termsDays: integer('terms_days').notNull().default(30),
});

/** Taxes on client documents from day to day; rules for just the same lines never overlap. */
export const taxRules = pgTable('tax_rules', {
  ...nounColumns,
  programId: uuid('program_id').notNull(),
  name: text('name').notNull(),
  jurisdiction: text('jurisdiction'),
  percent: numeric('percent', { precision: 7, scale: 4 }).notNull(),
  effective: dayRange('effective').notNull(),
  covers: jsonb('covers').$type<Coverage>().notNull(),
});
