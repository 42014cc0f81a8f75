import { boolean, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant, nounColumns, unitScope } from '../../kernel/columns.ts';

/** Words of the tenant's own side on something; without a program where it is a vendor or a person. */
export const notes = pgTable('notes', {
  ...nounColumns,
  subjectNoun: text('subject_noun', {
    enum: ['order', 'submission', 'assignment', 'timesheet', 'shift', 'invoice', 'vendor', 'worker'],
  }).notNull(),
  subjectId: uuid('subject_id').notNull(),
  programId: uuid('program_id'),
  facilityId: uuid('facility_id'),
  unitId: uuid('unit_id'),
  audience: text('audience', { enum: ['operator', 'operator_and_client'] }).notNull(),
  membershipId: uuid('membership_id').notNull(),
  body: text('body').notNull(),
  isPinned: boolean('is_pinned').notNull().default(false),
  editedAt: instant('edited_at'),
  archivedAt: instant('archived_at'),
});

/** Conversations between our side and one vendor about one thing. */
export const threads = pgTable('threads', {
  ...nounColumns,
  subjectNoun: text('subject_noun', { enum: ['order', 'submission', 'assignment', 'timesheet'] }).notNull(),
  subjectId: uuid('subject_id').notNull(),
  ...unitScope,
  vendorId: uuid('vendor_id').notNull(),
  workerId: uuid('worker_id'),
  withClient: boolean('with_client').notNull(),
  withWorker: boolean('with_worker').notNull().default(false),
  topic: text('topic').notNull(),
  state: text('state', { enum: ['open', 'closed'] }).notNull(),
});

/** What was said in them; it never changes. */
export const messages = pgTable('messages', {
  ...nounColumns,
  threadId: uuid('thread_id').notNull(),
  ...unitScope,
  vendorId: uuid('vendor_id').notNull(),
  workerId: uuid('worker_id'),
  membershipId: uuid('membership_id').notNull(),
  side: text('side', { enum: ['operator', 'client', 'vendor', 'worker'] }).notNull(),
  body: text('body').notNull(),
  fileIds: uuid('file_ids').array().notNull().default([]),
});

/** How far each member has read a thread. */
export const threadReads = pgTable('thread_reads', {
  ...nounColumns,
  threadId: uuid('thread_id').notNull(),
  membershipId: uuid('membership_id').notNull(),
  lastMessageId: uuid('last_message_id').notNull(),
});
