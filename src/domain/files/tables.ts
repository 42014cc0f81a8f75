import { sql } from 'drizzle-orm';
import { bigint, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant, nounColumns } from '../../kernel/columns.ts';
import { fileClasses, filePurposes, fileStates } from './model.ts';

/** What is known of each file; its bytes are in a store of their own. */
export const files = pgTable('files', {
  ...nounColumns,
  membershipId: uuid('membership_id').notNull(),
  name: text('name').notNull(),
  mediaType: text('media_type').notNull(),
  sizeBytes: bigint('size_bytes', { mode: 'number' }).notNull(),
  sha256: text('content_sha256'),
  purpose: text('purpose', { enum: filePurposes }).notNull(),
  dataClass: text('data_class', { enum: fileClasses }).notNull(),
  state: text('state', { enum: fileStates }).notNull(),
  contentId: uuid('content_id'),
  uploadedAt: instant('uploaded_at'),
  scannedAt: instant('scanned_at'),
  finding: text('finding'),
  retainedUntil: instant('retained_until'),
  removedAt: instant('removed_at'),
  subjectNoun: text('subject_noun'),
  subjectId: uuid('subject_id'),
  programId: uuid('program_id'),
  facilityId: uuid('facility_id'),
  vendorId: uuid('vendor_id'),
  workerId: uuid('worker_id'),
  salt: text('salt')
    .notNull()
    .default(sql`gen_random_uuid()::text`),
});
