import { boolean, integer, numeric, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant, nounColumns } from '../../kernel/columns.ts';
import { customFieldKinds, customizedNouns } from './model.ts';

/** What a program keeps of a noun besides what the noun has; a key of a noun is of one field for ever. */
export const customFields = pgTable('custom_fields', {
  ...nounColumns,
  programId: uuid('program_id').notNull(),
  noun: text('noun', { enum: customizedNouns }).notNull(),
  key: text('key').notNull(),
  label: text('label').notNull(),
  kind: text('kind', { enum: customFieldKinds }).notNull(),
  required: boolean('required').notNull().default(false),
  choices: text('choices').array(),
  minimum: numeric('minimum'),
  maximum: numeric('maximum'),
  maxLength: integer('max_length'),
  shownToVendors: boolean('shown_to_vendors').notNull().default(false),
  archivedAt: instant('archived_at'),
});
