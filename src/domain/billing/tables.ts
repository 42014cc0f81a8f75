import { sql } from 'drizzle-orm';
import { bigint, char, integer, jsonb, numeric, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { amount, day, instant, nounColumns, rate, transactionId } from '../../kernel/columns.ts';
import type { TermStep } from '../vendors/index.ts';
import { approvalStates } from './approving/model.ts';
import type { Snapshot } from './charging/document.ts';

export { burnThresholds } from './burn/tables.ts';
export { billingProfiles, taxRules } from './settings/tables.ts';

const scope = {
  programId: uuid('program_id').notNull(),
  facilityId: uuid('facility_id'),
  unitId: uuid('unit_id'),
};

/** Chargeable things, each billed once; `amount` (the client's) = `feeAmount` (the MSP's) + `vendorAmount`. */
export const billingItems = pgTable('billing_items', {
  ...nounColumns,
  ...scope,
  vendorId: uuid('vendor_id').notNull(),
  workerId: uuid('worker_id'),
  kind: text('kind', {
    enum: [
      'hours',
      'expense',
      'penalty',
      'guarantee',
      'fee',
      'deliverable',
      'adjustment',
      'volume_adjustment',
      'placement_fee',
      'placement_refund',
      'conversion_fee',
      'service_credit',
    ],
  }).notNull(),
  sourceNoun: text('source_noun').notNull(),
  sourceId: uuid('source_id').notNull(),
  sourceRevision: integer('source_revision').notNull(),
  lineKey: text('line_key').notNull(),
  round: integer('round').notNull().default(1),
  assignmentId: uuid('assignment_id'),
  purchaseOrderId: uuid('purchase_order_id'),
  sourceSystem: text('source_system'),
  sourceReference: text('source_reference'),
  correctsId: uuid('corrects_id'),
  correction: text('correction', { enum: ['difference', 'concession', 'reversal'] }),
  reason: text('reason'),
  hourType: text('hour_type'),
  differentialCode: text('differential_code'),
  description: text('description').notNull(),
  workDateFrom: day('work_date_from').notNull(),
  workDateTo: day('work_date_to').notNull(),
  minutes: integer('minutes'),
  quantity: numeric('quantity', { precision: 14, scale: 4 }),
  unitOfMeasure: text('unit_of_measure'),
  rate: rate('rate'),
  currency: char('currency', { length: 3 }).notNull().default('USD'),
  amount: amount('amount').notNull(),
  feeAmount: amount('fee_amount').notNull(),
  vendorAmount: amount('vendor_amount').notNull(),
  agreementId: uuid('agreement_id'),
  feeModel: text('fee_model', { enum: ['vendor_funded', 'client_funded', 'none'] }).notNull(),
  feeBasis: text('fee_basis', { enum: ['timesheet', 'line', 'invoice'] }).notNull(),
  feePercent: numeric('fee_percent', { precision: 7, scale: 4 }).notNull(),
  allocation: jsonb('allocation')
    .$type<{ costCenterId: string; code: string; amount: string }[]>()
    .notNull()
    .default([]),
  explanation: jsonb('explanation').$type<TermStep[]>().notNull().default([]),
  state: text('state', { enum: ['pending', 'approved', 'invoiced', 'paid', 'void'] }).notNull(),
});

/** The next number of each series; its row lock makes them gapless. */
export const invoiceSeries = pgTable('invoice_series', {
  tenantId: uuid('tenant_id').notNull(),
  series: text('series').notNull(),
  nextNumber: bigint('next_number', { mode: 'bigint' }).notNull().default(1n),
});

/** One making of the documents of a program and period. */
export const invoiceRuns = pgTable('invoice_runs', {
  ...nounColumns,
  programId: uuid('program_id').notNull(),
  periodStart: day('period_start').notNull(),
  periodEnd: day('period_end').notNull(),
  state: text('state', { enum: ['running', 'completed', 'failed', 'canceled'] }).notNull(),
  itemCount: integer('item_count').notNull().default(0),
  invoiceCount: integer('invoice_count').notNull().default(0),
  done: integer('done').notNull().default(0),
  expectedCount: integer('expected_count'),
  heldCount: integer('held_count').notNull().default(0),
  heldAmount: amount('held_amount').notNull().default('0'),
  failureCode: text('failure_code'),
  failureDetail: text('failure_detail'),
  startedBy: uuid('started_by'),
  finishedAt: instant('finished_at'),
});

/** Documents, unchangeable once issued; totals are the sums of their lines. */
export const invoices = pgTable('invoices', {
  ...nounColumns,
  programId: uuid('program_id').notNull(),
  vendorId: uuid('vendor_id'),
  kind: text('kind', {
    enum: ['client_invoice', 'vendor_statement', 'credit_memo', 'vendor_credit'],
  }).notNull(),
  facilityId: uuid('facility_id'),
  costCenterId: uuid('cost_center_id'),
  purchaseOrderId: uuid('purchase_order_id'),
  series: text('series').notNull(),
  number: text('number'),
  periodStart: day('period_start').notNull(),
  periodEnd: day('period_end').notNull(),
  correctsId: uuid('corrects_id'),
  reason: text('reason'),
  runId: uuid('run_id'),
  issuedBy: uuid('issued_by'),
  currency: char('currency', { length: 3 }).notNull().default('USD'),
  gross: amount('gross').notNull(),
  fee: amount('fee').notNull(),
  net: amount('net').notNull(),
  tax: amount('tax').notNull().default('0'),
  total: amount('total').notNull(),
  issuedAt: instant('issued_at'),
  issuedOn: day('issued_on'),
  dueOn: day('due_on'),
  snapshot: jsonb('snapshot').$type<Snapshot | Record<string, never>>().notNull().default({}),
  contentVersion: integer('content_version').notNull().default(1),
  contentHash: text('content_hash'),
  paidAmount: amount('paid_amount').notNull().default('0'),
  creditedAmount: amount('credited_amount').notNull().default('0'),
  approvedAt: instant('approved_at'),
  approvedBy: uuid('approved_by'),
  sentAt: instant('sent_at'),
  approvalState: text('approval_state', { enum: approvalStates }).notNull().default('none'),
  rejectedBecause: text('rejected_because'),
  state: text('state', {
    enum: ['draft', 'issued', 'approved', 'sent', 'partially_paid', 'paid', 'disputed', 'voided'],
  }).notNull(),
});

/** Billed items on a document; an item stands on one client and one vendor document. */
export const invoiceLines = pgTable('invoice_lines', {
  ...nounColumns,
  invoiceId: uuid('invoice_id').notNull(),
  side: text('side', { enum: ['client', 'vendor'] }).notNull(),
  number: integer('number').notNull(),
  ...scope,
  vendorId: uuid('vendor_id').notNull(),
  workerId: uuid('worker_id'),
  billingItemId: uuid('billing_item_id').notNull(),
  purchaseOrderId: uuid('purchase_order_id'),
  taxRuleId: uuid('tax_rule_id'),
  description: text('description').notNull(),
  minutes: integer('minutes'),
  rate: rate('rate'),
  amount: amount('amount').notNull(),
  feeAmount: amount('fee_amount').notNull(),
  // The transaction that it came with: a line never changes, so it is its own only version.
  openedBy: transactionId('opened_by').default(sql`pg_current_xact_id()`),
  netAmount: amount('net_amount')
    .notNull()
    .generatedAlwaysAs(sql`(amount - fee_amount)`),
  allocation: jsonb('allocation')
    .$type<{ costCenterId: string; code: string; amount: string }[]>()
    .notNull()
    .default([]),
});

/** The taxes of a document, each rounded once over the lines that bear it. */
export const invoiceTaxes = pgTable('invoice_taxes', {
  ...nounColumns,
  programId: uuid('program_id').notNull(),
  invoiceId: uuid('invoice_id').notNull(),
  number: integer('number').notNull(),
  taxRuleId: uuid('tax_rule_id').notNull(),
  name: text('name').notNull(),
  jurisdiction: text('jurisdiction'),
  percent: numeric('percent', { precision: 7, scale: 4 }).notNull(),
  base: amount('base').notNull(),
  amount: amount('amount').notNull(),
});

export * from './disputing/tables.ts';
export * from './settling/tables.ts';
