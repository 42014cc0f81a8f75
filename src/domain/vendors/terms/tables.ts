import { customType, integer, jsonb, numeric, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { day, nounColumns } from '../../../kernel/columns.ts';
import type { RefundStep } from './model.ts';

/** A range of whole numbers, `[from,under)` in Postgres's text form. */
const wholeRange = customType<{ data: string; driverData: string }>({ dataType: () => 'int4range' });
/** A range of decimals, in the same form. */
const decimalRange = customType<{ data: string; driverData: string }>({ dataType: () => 'numrange' });

const termColumns = {
  ...nounColumns,
  agreementId: uuid('agreement_id').notNull(),
  programId: uuid('program_id').notNull(),
  vendorId: uuid('vendor_id').notNull(),
  state: text('state', { enum: ['in_force', 'superseded'] }).notNull(),
};

/** The fee of one type of order, where it is not the agreement's own. */
export const agreementFees = pgTable('agreement_fees', {
  ...termColumns,
  orderType: text('order_type', { enum: ['contract', 'per_diem', 'direct_hire'] }).notNull(),
  feeModel: text('fee_model', { enum: ['vendor_funded', 'client_funded', 'none'] }).notNull(),
  feePercent: numeric('fee_percent', { precision: 7, scale: 4 }).notNull(),
  feeBasis: text('fee_basis', { enum: ['timesheet', 'line', 'invoice'] }).notNull(),
});

/** What a cancellation costs by how short its notice was, in hours or in days. */
export const agreementPenaltyWindows = pgTable('agreement_penalty_windows', {
  ...termColumns,
  subject: text('subject', { enum: ['order', 'assignment', 'shift'] }).notNull(),
  noticeUnit: text('notice_unit', { enum: ['hours', 'days'] }).notNull(),
  notice: wholeRange('notice').notNull(),
  penaltyKind: text('penalty_kind', { enum: ['hours', 'percent_of_week'] }).notNull(),
  penaltyValue: numeric('penalty_value', { precision: 7, scale: 2 }).notNull(),
});

/** Hours a week that are paid whether worked or not, but for some calls off in each period of weeks. */
export const agreementGuarantees = pgTable('agreement_guarantees', {
  ...termColumns,
  hoursPerWeek: numeric('hours_per_week', { precision: 5, scale: 2 }).notNull(),
  freeCallOffs: integer('free_call_offs').notNull(),
  periodWeeks: integer('period_weeks').notNull(),
});

/** What hiring a placed worker costs, by how many hours or weeks it had worked. */
export const agreementConversionFees = pgTable('agreement_conversion_fees', {
  ...termColumns,
  measure: text('measure', { enum: ['hours', 'weeks'] }).notNull(),
  worked: wholeRange('worked').notNull(),
  feeKind: text('fee_kind', { enum: ['percent_of_salary', 'flat'] }).notNull(),
  feeValue: numeric('fee_value', { precision: 14, scale: 4 }).notNull(),
});

/** What a month's volume does to the rates of the month after. */
export const agreementVolumeBands = pgTable('agreement_volume_bands', {
  ...termColumns,
  measure: text('measure', { enum: ['monthly_hours', 'headcount', 'spend'] }).notNull(),
  volume: decimalRange('volume').notNull(),
  stepKind: text('step_kind', { enum: ['discount_percent', 'rate_step', 'rate_floor'] }).notNull(),
  stepValue: numeric('step_value', { precision: 12, scale: 4 }).notNull(),
});

/** What a hire by the client itself costs, and what of it comes back where the person does not stay. */
export const agreementPlacementTerms = pgTable('agreement_placement_terms', {
  ...termColumns,
  feeKind: text('fee_kind', { enum: ['percent_of_salary', 'flat'] }).notNull(),
  feeValue: numeric('fee_value', { precision: 14, scale: 4 }).notNull(),
  guaranteeDays: integer('guarantee_days').notNull(),
  refundKind: text('refund_kind', { enum: ['pro_rata', 'steps', 'none'] }).notNull(),
  refundSteps: jsonb('refund_steps').$type<RefundStep[]>().notNull().default([]),
});

/** The volume of a month, by its first day, and the band it reached; a correction is a new revision. */
export const agreementUtilizations = pgTable('agreement_utilizations', {
  ...termColumns,
  month: day('month').notNull(),
  revision: integer('revision').notNull(),
  measure: text('measure', { enum: ['monthly_hours', 'headcount', 'spend'] }).notNull(),
  volume: numeric('volume', { precision: 14, scale: 2 }).notNull(),
  bandId: uuid('band_id'),
  stepKind: text('step_kind', { enum: ['discount_percent', 'rate_step', 'rate_floor'] }),
  stepValue: numeric('step_value', { precision: 12, scale: 4 }),
});
