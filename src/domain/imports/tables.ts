import { boolean, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant, nounColumns } from '../../kernel/columns.ts';
import type { ColumnMapping, ConstantField } from './model.ts';
import { importFormats, importModes, importRowStatuses, importStates } from './model.ts';

/** Files that become rows; what is done of one is the sum of its chunks. */
export const imports = pgTable('imports', {
  ...nounColumns,
  membershipId: uuid('membership_id').notNull(),
  tokenId: uuid('token_id'),
  scopes: text('scopes').array(),
  operation: text('operation').notNull(),
  mode: text('mode', { enum: importModes }).notNull(),
  isDryRun: boolean('is_dry_run').notNull(),
  format: text('format', { enum: importFormats }).notNull(),
  preset: text('preset'),
  columns: jsonb('columns').$type<ColumnMapping[]>().notNull().default([]),
  constants: jsonb('constants').$type<ConstantField[]>().notNull().default([]),
  requestId: text('request_id').notNull(),
  state: text('state', { enum: importStates }).notNull(),
  total: integer('total'),
  failureCode: text('failure_code'),
  failureDetail: text('failure_detail'),
  queuedAt: instant('queued_at'),
  startedAt: instant('started_at'),
  finishedAt: instant('finished_at'),
});

/** What became of each row of a file. */
export const importRows = pgTable('import_rows', {
  ...nounColumns,
  importId: uuid('import_id').notNull(),
  membershipId: uuid('membership_id').notNull(),
  row: integer('row').notNull(),
  line: integer('line').notNull(),
  status: text('status', { enum: importRowStatuses }).notNull(),
  subjectId: uuid('subject_id'),
  code: text('code'),
  detail: text('detail'),
  column: text('column'),
  errors: jsonb('errors').notNull().default([]),
});
