import { integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { day, instant, nounColumns } from '../../kernel/columns.ts';
import { sourceKinds } from '../../kernel/primary-source.ts';
import { checkOutcomes, checkStates } from './model.ts';

/** What a primary source was asked of a credential or a person, and what it answered. */
export const sourceChecks = pgTable('source_checks', {
  ...nounColumns,
  kind: text('kind', { enum: sourceKinds }).notNull(),
  workerId: uuid('worker_id').notNull(),
  credentialId: uuid('credential_id'),
  requestedBy: uuid('requested_by'),
  source: text('source'),
  attempts: integer('attempts').notNull().default(0),
  asksAgainAt: instant('asks_again_at'),
  outcome: text('outcome', { enum: checkOutcomes }),
  differences: text('differences').array().notNull().default([]),
  sourceStatus: text('source_status'),
  sourceExpiresOn: day('source_expires_on'),
  reference: text('reference'),
  answeredAt: instant('answered_at'),
  failure: text('failure'),
  state: text('state', { enum: checkStates }).notNull(),
});
