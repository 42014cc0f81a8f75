import { sql } from 'drizzle-orm';
import { customType, integer, numeric, uuid } from 'drizzle-orm/pg-core';

/** An instant as RFC 3339 text in UTC, milliseconds at most: what `context.now` is and what the wire shows. */
export const instant = customType<{ data: string; driverData: string }>({
  dataType: () => 'timestamp with time zone',
  fromDriver: (value) => Temporal.Instant.from(value).toString(),
});

/** A calendar day as `YYYY-MM-DD`; never a JavaScript Date, which would move with the process's zone. */
export const day = customType<{ data: string; driverData: string }>({ dataType: () => 'date' });

/** A range of days, `[from,to)` in Postgres's text form. */
export const dayRange = customType<{ data: string; driverData: string }>({ dataType: () => 'daterange' });

/** Ranges of days that do not meet, `{[from,to),…}` in Postgres's text form. */
export const dayRanges = customType<{ data: string; driverData: string }>({
  dataType: () => 'datemultirange',
});

/** A transaction of the database, as text; a table whose rows never change holds the one that each came with as `openedBy`. */
export const transactionId = customType<{ data: string; driverData: string }>({ dataType: () => 'xid8' });

/** Money per hour, scale 4, as a decimal string. */
export const rate = (name: string) => numeric(name, { precision: 12, scale: 4 });

/** Money, scale 2, as a decimal string. */
export const amount = (name: string) => numeric(name, { precision: 14, scale: 2 });

/** The columns that every noun's table has. */
export const nounColumns = {
  tenantId: uuid('tenant_id').notNull(),
  id: uuid('id')
    .notNull()
    .default(sql`uuidv7()`),
  version: integer('version').notNull().default(1),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
};

/** The scope of a row that belongs to one unit: what row security and `visibleTo` compare. */
export const unitScope = {
  programId: uuid('program_id').notNull(),
  facilityId: uuid('facility_id').notNull(),
  unitId: uuid('unit_id').notNull(),
};

/** Whose row it is beside the client: the vendor that supplies and the worker who is supplied. */
export const parties = {
  vendorId: uuid('vendor_id').notNull(),
  workerId: uuid('worker_id').notNull(),
};
