import { boolean, char, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { amount, day, dayRange, instant, nounColumns } from '../../kernel/columns.ts';
import { weekdays } from '../../kernel/week.ts';
import type { TieOutCheck } from './model/tie-out.ts';
import type { LedgerFault } from './model/fault.ts';
import { accountTypes, entryKinds, ledgers, purposes } from './model/account.ts';
import { accrualBases } from './model/accrual.ts';
import { patterns } from './model/calendar.ts';
import { closingStates, periodStates } from './model/period.ts';
import { glExportStates } from './model/gl-export.ts';

const programId = uuid('program_id').notNull();
const ledger = text('ledger', { enum: ledgers }).notNull();

/** How a program's years divide into periods. */
export const fiscalCalendars = pgTable('fiscal_calendars', {
  ...nounColumns,
  programId,
  name: text('name').notNull(),
  pattern: text('pattern', { enum: patterns }).notNull(),
  yearEndsIn: integer('year_ends_in'),
  weekEndsOn: text('week_ends_on', { enum: weekdays }),
  yearEndsBy: text('year_ends_by', { enum: ['last', 'nearest'] }),
});

/** Days that close together; every day is of one period of its program. */
export const fiscalPeriods = pgTable('fiscal_periods', {
  ...nounColumns,
  calendarId: uuid('calendar_id').notNull(),
  programId,
  fiscalYear: integer('fiscal_year').notNull(),
  number: integer('number').notNull(),
  name: text('name').notNull(),
  startsOn: day('starts_on').notNull(),
  endsOn: day('ends_on').notNull(),
  state: text('state', { enum: periodStates }).notNull(),
  closedAt: instant('closed_at'),
  closedBy: uuid('closed_by'),
});

/** One closing of a period: what was checked, and what was accrued. */
export const periodClosings = pgTable('period_closings', {
  ...nounColumns,
  periodId: uuid('period_id').notNull(),
  programId,
  number: integer('number').notNull(),
  endsOn: day('ends_on').notNull(),
  state: text('state', { enum: closingStates }).notNull(),
  closedBy: uuid('closed_by').notNull(),
  isForced: boolean('is_forced').notNull(),
  reason: text('reason'),
  faults: jsonb('faults').$type<LedgerFault[]>().notNull().default([]),
  checks: jsonb('checks').$type<TieOutCheck[]>().notNull().default([]),
  currency: char('currency', { length: 3 }).notNull(),
  lineCount: integer('line_count').notNull(),
  amount: amount('amount').notNull(),
  feeAmount: amount('fee_amount').notNull(),
  vendorAmount: amount('vendor_amount').notNull(),
  contentHash: text('content_hash'),
  reopenedBy: uuid('reopened_by'),
  reopenedReason: text('reopened_reason'),
});

/** What was accrued at the end of a period when it was closed; never changed. */
export const periodAccruals = pgTable('period_accruals', {
  ...nounColumns,
  closingId: uuid('closing_id').notNull(),
  number: integer('number').notNull(),
  programId,
  facilityId: uuid('facility_id'),
  unitId: uuid('unit_id'),
  vendorId: uuid('vendor_id').notNull(),
  costCenterId: uuid('cost_center_id'),
  costCenterCode: text('cost_center_code'),
  basis: text('basis', { enum: accrualBases }).notNull(),
  itemKind: text('item_kind').notNull(),
  hourType: text('hour_type'),
  amount: amount('amount').notNull(),
  feeAmount: amount('fee_amount').notNull(),
  vendorAmount: amount('vendor_amount').notNull(),
});

/** The accounts of a ledger: the client's own, or the operator's. */
export const glAccounts = pgTable('gl_accounts', {
  ...nounColumns,
  programId,
  ledger,
  number: text('number').notNull(),
  name: text('name').notNull(),
  type: text('type', { enum: accountTypes }).notNull(),
});

/** Which account money of a purpose goes to, from day to day. */
export const glMappings = pgTable('gl_mappings', {
  ...nounColumns,
  programId,
  ledger,
  purpose: text('purpose', { enum: purposes }).notNull(),
  itemKind: text('item_kind'),
  hourType: text('hour_type'),
  costCenterId: uuid('cost_center_id'),
  accountId: uuid('account_id').notNull(),
  effective: dayRange('effective').notNull(),
});

/** The next number of a ledger's exports; its row lock makes them gapless. */
export const glSeries = pgTable('gl_series', {
  tenantId: uuid('tenant_id').notNull(),
  programId,
  ledger,
  nextNumber: integer('next_number').notNull().default(1),
});

/** What a ledger pulled, each document once. */
export const glExports = pgTable('gl_exports', {
  ...nounColumns,
  programId,
  ledger,
  number: integer('number').notNull(),
  periodId: uuid('period_id'),
  startsOn: day('starts_on').notNull(),
  endsOn: day('ends_on').notNull(),
  state: text('state', { enum: glExportStates }).notNull(),
  currency: char('currency', { length: 3 }).notNull(),
  entryCount: integer('entry_count').notNull(),
  lineCount: integer('line_count').notNull(),
  debitTotal: amount('debit_total').notNull(),
  creditTotal: amount('credit_total').notNull(),
  contentHash: text('content_hash'),
  createdBy: uuid('created_by').notNull(),
  receiverReference: text('receiver_reference'),
  failureReason: text('failure_reason'),
  answeredAt: instant('answered_at'),
  answeredBy: uuid('answered_by'),
});

/** What an export posts, each in balance; one that stands was told once. */
export const glEntries = pgTable('gl_entries', {
  ...nounColumns,
  exportId: uuid('export_id').notNull(),
  programId,
  ledger,
  number: integer('number').notNull(),
  kind: text('kind', { enum: entryKinds }).notNull(),
  sourceNoun: text('source_noun').notNull(),
  sourceId: uuid('source_id').notNull(),
  postedOn: day('posted_on').notNull(),
  reference: text('reference').notNull(),
  stands: boolean('stands').notNull().default(true),
});

/** What a ledger reads; never changed. */
export const glLines = pgTable('gl_lines', {
  ...nounColumns,
  exportId: uuid('export_id').notNull(),
  entryNumber: integer('entry_number').notNull(),
  number: integer('number').notNull(),
  programId,
  ledger,
  kind: text('kind', { enum: entryKinds }).notNull(),
  sourceId: uuid('source_id').notNull(),
  postedOn: day('posted_on').notNull(),
  reference: text('reference').notNull(),
  purpose: text('purpose', { enum: purposes }).notNull(),
  accountId: uuid('account_id').notNull(),
  accountNumber: text('account_number').notNull(),
  accountName: text('account_name').notNull(),
  debit: amount('debit').notNull(),
  credit: amount('credit').notNull(),
  currency: char('currency', { length: 3 }).notNull(),
  itemKind: text('item_kind'),
  hourType: text('hour_type'),
  facilityId: uuid('facility_id'),
  vendorId: uuid('vendor_id'),
  costCenterId: uuid('cost_center_id'),
  costCenterCode: text('cost_center_code'),
});
