import { bigint, boolean, char, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import {
  amount,
  day,
  dayRange,
  instant,
  nounColumns,
  parties,
  rate,
  unitScope,
} from '../../kernel/columns.ts';
import type { PayrollException } from './model/payroll-export.ts';

const receiver = text('receiver', { enum: ['client', 'vendor'] }).notNull();
const basis = text('basis', { enum: ['hours', 'pay'] }).notNull();

/** Under what a payroll knows minutes or earnings, from day to day; they never overlap for the same. */
export const payCodes = pgTable('pay_codes', {
  ...nounColumns,
  programId: uuid('program_id').notNull(),
  receiver,
  vendorId: uuid('vendor_id'),
  basis,
  type: text('type').notNull(),
  component: text('component'),
  profession: text('profession'),
  code: text('code').notNull(),
  description: text('description'),
  effective: dayRange('effective').notNull(),
});

/** The next number of a receiver's exports in a program; its row lock makes them gapless. */
export const payrollSeries = pgTable('payroll_series', {
  tenantId: uuid('tenant_id').notNull(),
  programId: uuid('program_id').notNull(),
  receiverId: uuid('receiver_id').notNull(),
  nextNumber: integer('next_number').notNull().default(1),
});

/** What a payroll pulled in one go; only whether it took it changes. */
export const payrollExports = pgTable('payroll_exports', {
  ...nounColumns,
  programId: uuid('program_id').notNull(),
  facilityId: uuid('facility_id'),
  receiver,
  vendorId: uuid('vendor_id'),
  number: integer('number').notNull(),
  cutoffOn: day('cutoff_on'),
  workerIdSystem: text('worker_id_system'),
  state: text('state', { enum: ['ready', 'acknowledged', 'failed'] }).notNull(),
  timesheetCount: integer('timesheet_count').notNull(),
  lineCount: integer('line_count').notNull(),
  minutes: bigint('minutes', { mode: 'number' }).notNull(),
  chargeAmount: amount('charge_amount').notNull(),
  payAmount: amount('pay_amount').notNull(),
  currency: char('currency', { length: 3 }).notNull(),
  exceptions: jsonb('exceptions').$type<PayrollException[]>().notNull().default([]),
  contentHash: text('content_hash'),
  createdBy: uuid('created_by').notNull(),
  receiverReference: text('receiver_reference'),
  failureReason: text('failure_reason'),
  answeredAt: instant('answered_at'),
  answeredBy: uuid('answered_by'),
});

/** The versions of timesheets in an export; one that stands was told to its receiver, and is told once. */
export const payrollVersions = pgTable('payroll_versions', {
  ...nounColumns,
  exportId: uuid('export_id').notNull(),
  receiver,
  ...unitScope,
  ...parties,
  assignmentId: uuid('assignment_id').notNull(),
  timesheetId: uuid('timesheet_id').notNull(),
  revision: integer('revision').notNull(),
  stands: boolean('stands').notNull().default(true),
});

/** What a payroll reads: one day's minutes or earnings under one pay code and cost center; never changed. */
export const payrollExportLines = pgTable('payroll_export_lines', {
  ...nounColumns,
  exportId: uuid('export_id').notNull(),
  exportNumber: integer('export_number').notNull(),
  number: integer('number').notNull(),
  receiver,
  kind: text('kind', { enum: ['original', 'reversal'] }).notNull(),
  reversesId: uuid('reverses_id'),
  ...unitScope,
  ...parties,
  assignmentId: uuid('assignment_id').notNull(),
  timesheetId: uuid('timesheet_id').notNull(),
  revision: integer('revision').notNull(),
  workDate: day('work_date').notNull(),
  basis,
  type: text('type').notNull(),
  component: text('component'),
  payCode: text('pay_code'),
  minutes: integer('minutes').notNull(),
  rate: rate('rate'),
  amount: amount('amount'),
  costCenterId: uuid('cost_center_id'),
  costCenterCode: text('cost_center_code'),
});

/** The job titles of the Payroll-Based Journal, as CMS numbers them. */
export const pbjJobCodes = pgTable('pbj_job_codes', {
  code: text('code').notNull(),
  number: integer('number').notNull(),
  title: text('title').notNull(),
});

/** The job title under which the Payroll-Based Journal counts a profession. */
export const pbjProfessions = pgTable('pbj_professions', {
  code: text('code').notNull(),
  jobCode: text('job_code').notNull(),
});
