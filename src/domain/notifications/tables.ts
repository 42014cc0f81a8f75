import { boolean, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant, nounColumns } from '../../kernel/columns.ts';

/** What each member was told of; kept for 180 days. */
export const notifications = pgTable('notifications', {
  ...nounColumns,
  membershipId: uuid('membership_id').notNull(),
  eventId: uuid('event_id').notNull(),
  topic: text('topic').notNull(),
  subjectNoun: text('subject_noun').notNull(),
  subjectId: uuid('subject_id').notNull(),
  title: text('title').notNull(),
  body: text('body'),
  state: text('state', { enum: ['unread', 'read', 'archived'] }).notNull(),
  happenedAt: instant('happened_at').notNull(),
  readAt: instant('read_at'),
});

/** What each member wants to be told of, and how. */
export const notificationPreferences = pgTable('notification_preferences', {
  ...nounColumns,
  membershipId: uuid('membership_id').notNull(),
  topic: text('topic').notNull(),
  inApp: boolean('in_app').notNull(),
  external: boolean('external').notNull(),
  mutedUntil: instant('muted_until'),
});

/** A tenant's own words for a topic. */
export const notificationTemplates = pgTable('notification_templates', {
  ...nounColumns,
  topic: text('topic').notNull(),
  title: text('title').notNull(),
  body: text('body'),
  archivedAt: instant('archived_at'),
});
