import { char, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { dayRange, instant, nounColumns } from '../../kernel/columns.ts';

/** Which states are in a licensure compact, from a day to a day; the same for every tenant. */
export const compactMemberships = pgTable('compact_memberships', {
  code: text('code').notNull(),
  compact: text('compact', { enum: ['nlc'] }).notNull(),
  state: char('state', { length: 2 }).notNull(),
  status: text('status', { enum: ['active', 'partial', 'enacted_pending'] }).notNull(),
  effective: dayRange('effective').notNull(),
  source: text('source').notNull(),
});

/** What places demand of whom; a null place, profession, specialty or state is any. */
export const requirements = pgTable('requirements', {
  ...nounColumns,
  programId: uuid('program_id'),
  facilityId: uuid('facility_id'),
  unitId: uuid('unit_id'),
  typeId: uuid('type_id').notNull(),
  profession: text('profession'),
  specialty: text('specialty'),
  state: char('state', { length: 2 }),
  severity: text('severity', { enum: ['hard', 'warn', 'none'] }).notNull(),
  proof: text('proof', { enum: ['attestation', 'document', 'primary_source'] }).notNull(),
  graceDays: integer('grace_days').notNull().default(0),
  leadDays: integer('lead_days').notNull().default(0),
  requiredAt: text('required_at', { enum: ['submission', 'offer', 'start'] }).notNull(),
  effective: dayRange('effective').notNull(),
  archivedAt: instant('archived_at'),
});
