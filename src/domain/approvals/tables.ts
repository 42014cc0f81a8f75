import { integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { amount, day, instant, nounColumns } from '../../kernel/columns.ts';

const scope = {
  programId: uuid('program_id').notNull(),
  facilityId: uuid('facility_id'),
  unitId: uuid('unit_id'),
};

/** What people approve as; the tenant names them. */
export const approvalTitles = pgTable('approval_titles', {
  ...nounColumns,
  code: text('code').notNull(),
  name: text('name').notNull(),
});

/** Who holds a title, where; of a unit, a facility or the whole program. */
export const titleHoldings = pgTable('title_holdings', {
  ...nounColumns,
  titleId: uuid('title_id').notNull(),
  membershipId: uuid('membership_id').notNull(),
  ...scope,
  endedAt: instant('ended_at'),
});

/** The steps that a subject is routed through from a day on. */
export const approvalPolicies = pgTable('approval_policies', {
  ...nounColumns,
  programId: uuid('program_id').notNull(),
  subject: text('subject', { enum: ['order', 'offer', 'assignment_revision', 'timesheet'] }).notNull(),
  name: text('name').notNull(),
  steps: jsonb('steps').notNull(),
  effectiveFrom: day('effective_from').notNull(),
  archivedAt: instant('archived_at'),
});

/** One routing of one subject; a subject has at most one that is pending or paused. */
export const approvalChains = pgTable('approval_chains', {
  ...nounColumns,
  ...scope,
  policyId: uuid('policy_id').notNull(),
  subjectNoun: text('subject_noun', {
    enum: ['order', 'offer', 'assignment_revision', 'timesheet'],
  }).notNull(),
  subjectId: uuid('subject_id').notNull(),
  amount: amount('amount'),
  authors: uuid('authors').array().notNull(),
  state: text('state', { enum: ['pending', 'paused', 'approved', 'rejected', 'withdrawn'] }).notNull(),
});

/** The decisions of a chain; steps of one position stand side by side. */
export const approvalSteps = pgTable('approval_steps', {
  ...nounColumns,
  chainId: uuid('chain_id').notNull(),
  ...scope,
  position: integer('position').notNull(),
  titleId: uuid('title_id').notNull(),
  level: text('level', { enum: ['unit', 'facility', 'program'] }).notNull(),
  minimumAmount: amount('minimum_amount'),
  state: text('state', {
    enum: ['waiting', 'pending', 'paused', 'approved', 'rejected', 'skipped'],
  }).notNull(),
  decidedBy: uuid('decided_by'),
  decidedAt: instant('decided_at'),
  reason: text('reason'),
});
