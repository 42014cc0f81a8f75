import { boolean, char, pgTable, text } from 'drizzle-orm/pg-core';

/** What people practice, the same for every tenant; `compact`: a multistate license of the Nurse Licensure Compact covers it. */
export const professions = pgTable('professions', {
  code: text('code').notNull(),
  name: text('name').notNull(),
  licensed: boolean('licensed').notNull(),
  compact: boolean('compact').notNull(),
});

/** Where in care people practice, the same for every tenant. */
export const specialties = pgTable('specialties', {
  code: text('code').notNull(),
  name: text('name').notNull(),
});

/** States and territories with the IANA zone that most of each keeps, the same for every tenant. */
export const states = pgTable('states', {
  code: char('code', { length: 2 }).notNull(),
  name: text('name').notNull(),
  timeZone: text('time_zone').notNull(),
});
