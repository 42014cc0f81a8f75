import { sql } from 'drizzle-orm';
import { customType, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { amount, day, instant, nounColumns } from '../../kernel/columns.ts';
import type { ApprovalFacts } from './model/condition.ts';

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });
const scope = {
  programId: uuid('program_id').notNull(),
  facilityId: uuid('facility_id'),
  unitId: uuid('unit_id'),
};
const subjects = [
  'order',
  'surge',
  'offer',
  'assignment_revision',
  'timesheet',
  'expense',
  'invoice',
] as const;
const levels = ['unit', 'facility', 'program'] as const;

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

/** The steps that a subject is routed through from a day on; null lists are every type, every profession. */
export const approvalPolicies = pgTable('approval_policies', {
  ...nounColumns,
  ...scope,
  subject: text('subject', { enum: subjects }).notNull(),
  name: text('name').notNull(),
  orderTypes: text('order_types').array(),
  professions: text('professions').array(),
  steps: jsonb('steps').notNull(),
  effectiveFrom: day('effective_from').notNull(),
  archivedAt: instant('archived_at'),
});

/** One routing of one subject; a subject has at most one that is pending or paused. */
export const approvalChains = pgTable('approval_chains', {
  ...nounColumns,
  ...scope,
  policyId: uuid('policy_id').notNull(),
  subjectNoun: text('subject_noun', { enum: subjects }).notNull(),
  subjectId: uuid('subject_id').notNull(),
  amount: amount('amount'),
  facts: jsonb('facts').$type<ApprovalFacts>().notNull().default({}),
  authors: uuid('authors').array().notNull(),
  state: text('state', { enum: ['pending', 'paused', 'approved', 'rejected', 'withdrawn'] }).notNull(),
  pausedFor: text('paused_for', { enum: ['decision'] }),
});

/** The decisions of a chain; steps of one position stand side by side. */
export const approvalSteps = pgTable('approval_steps', {
  ...nounColumns,
  chainId: uuid('chain_id').notNull(),
  ...scope,
  position: integer('position').notNull(),
  mode: text('mode', { enum: ['all', 'any'] })
    .notNull()
    .default('all'),
  titleId: uuid('title_id').notNull(),
  level: text('level', { enum: levels }).notNull(),
  minimumAmount: amount('minimum_amount'),
  openedAt: instant('opened_at'),
  remindAfterHours: integer('remind_after_hours'),
  escalateAfterHours: integer('escalate_after_hours'),
  escalateTitleId: uuid('escalate_title_id'),
  escalateLevel: text('escalate_level', { enum: levels }),
  escalatesAt: instant('escalates_at'),
  remindedAt: instant('reminded_at'),
  escalatedAt: instant('escalated_at'),
  assignedTo: uuid('assigned_to'),
  state: text('state', {
    enum: ['waiting', 'pending', 'paused', 'approved', 'rejected', 'skipped'],
  }).notNull(),
  decidedBy: uuid('decided_by'),
  decidedFor: uuid('decided_for'),
  decidedByLink: uuid('decided_by_link'),
  decidedAt: instant('decided_at'),
  reason: text('reason'),
});

/** Who decides in another's place, from when to when; a null title or place is every one. */
export const approvalDelegations = pgTable('approval_delegations', {
  ...nounColumns,
  fromMembershipId: uuid('from_membership_id').notNull(),
  fromUserId: uuid('from_user_id').notNull(),
  toMembershipId: uuid('to_membership_id').notNull(),
  titleId: uuid('title_id'),
  programId: uuid('program_id'),
  facilityId: uuid('facility_id'),
  unitId: uuid('unit_id'),
  startsAt: instant('starts_at').notNull(),
  endsAt: instant('ends_at').notNull(),
  reason: text('reason').notNull(),
  endedAt: instant('ended_at'),
  state: text('state', { enum: ['scheduled', 'active', 'ended'] }).notNull(),
});

/** Secret links by which one membership decides one step once; only a keyed digest is kept. */
export const approvalLinks = pgTable('approval_links', {
  ...nounColumns,
  stepId: uuid('step_id').notNull(),
  membershipId: uuid('membership_id').notNull(),
  issuedBy: uuid('issued_by'),
  ...scope,
  prefix: text('prefix').notNull(),
  secretHash: bytes('secret_hash').notNull(),
  expiresAt: instant('expires_at').notNull(),
  usedAt: instant('used_at'),
  state: text('state', { enum: ['live', 'used', 'revoked'] }).notNull(),
  salt: text('salt')
    .notNull()
    .default(sql`gen_random_uuid()::text`),
});
