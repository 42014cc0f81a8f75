import { sql } from 'drizzle-orm';
import { pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant, nounColumns } from '../../kernel/columns.ts';

/** The vendor, or else the tenant itself. */
const owner = uuid('owner_id')
  .notNull()
  .generatedAlwaysAs(sql`COALESCE(vendor_id, tenant_id)`);

/** Systems whose ids we know; seen only by the side that owns them. */
export const externalSystems = pgTable('external_systems', {
  ...nounColumns,
  name: text('name').notNull(),
  vendorId: uuid('vendor_id'),
  ownerId: owner,
});

/** Other systems' names for our rows; unique for each owner, system and noun. */
export const externalIds = pgTable('external_ids', {
  tenantId: uuid('tenant_id').notNull(),
  id: uuid('id')
    .notNull()
    .default(sql`uuidv7()`),
  noun: text('noun').notNull(),
  subjectId: uuid('subject_id').notNull(),
  system: text('system').notNull(),
  externalId: text('external_id').notNull(),
  vendorId: uuid('vendor_id'),
  ownerId: owner,
  createdAt: instant('created_at').notNull(),
});
