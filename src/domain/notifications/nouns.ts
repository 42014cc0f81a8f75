import { z } from 'zod';
import { field, noun } from '../../kernel/noun.ts';
import { Id, Instant, text } from '../../kernel/shapes.ts';
import { NotificationState, NotificationTopic } from './model/notification.ts';
import { ownRows, permissions } from './policy.ts';
import { notificationLife } from './lifecycle.ts';
import { notificationPreferences, notifications, notificationTemplates } from './tables.ts';

export const notification = noun({
  name: 'notification',
  summary: 'Something that you were told of; kept for 180 days, and without a history.',
  table: notifications,
  read: permissions.read,
  lifecycle: notificationLife,
  fields: {
    membershipId: field(Id),
    topic: field(NotificationTopic, { filter: true }),
    subjectNoun: field(z.string(), { filter: true }),
    subjectId: field(Id, { filter: true }),
    title: field(z.string()),
    body: field(z.string().nullable()),
    state: field(NotificationState, { filter: true }),
    happenedAt: field(Instant, { filter: true, sort: true }),
    readAt: field(Instant.nullable()),
  },
  visibleTo: ownRows,
});

export const notificationPreference = noun({
  name: 'notificationPreference',
  summary:
    'What you want to be told of, and how, where that is not as usual; `everything` carries the pause.',
  table: notificationPreferences,
  read: permissions.read,
  fields: {
    membershipId: field(Id),
    topic: field(z.string(), { filter: true }),
    inApp: field(z.boolean()),
    external: field(z.boolean()),
    mutedUntil: field(Instant.nullable()),
  },
  visibleTo: ownRows,
});

export const notificationTemplate = noun({
  name: 'notificationTemplate',
  summary: 'The tenant’s own words for a topic, in place of ours.',
  table: notificationTemplates,
  read: permissions.readTemplates,
  fields: {
    topic: field(NotificationTopic, { filter: true, sort: true }),
    title: field(text(200)),
    body: field(text(2_000).nullable()),
  },
  visibleTo: { operator: 'tenant', client: 'none' },
});
