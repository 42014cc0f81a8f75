import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { event, factsFor } from '../../../kernel/event.ts';
import { Instant, oneOf } from '../../../kernel/shapes.ts';
import type { Topic } from './topic.ts';
import { topics } from './topics.ts';
import { topicsOfMoney } from './topics-of-money.ts';
import { topicsOfReports } from './topics-of-reports.ts';
import { topicsOfVendors } from './topics-of-vendors.ts';
import { topicsOfWork } from './topics-of-work.ts';

/** Everything that members are told of, by its name. */
export const allTopics: Readonly<Record<string, Topic>> = {
  ...topics,
  ...topicsOfWork,
  ...topicsOfMoney,
  ...topicsOfReports,
  ...topicsOfVendors,
};

const names = Object.keys(allTopics) as [string, ...string[]];
export const NotificationTopic = oneOf('NotificationTopic', names);
export const NotificationState = oneOf('NotificationState', ['unread', 'read', 'archived']);

/** The row of a member's preferences that is about no topic: until when no message leaves. */
export const everything = 'everything';

export const templateExists = declareError(
  'template_exists',
  'conflict',
  'The tenant has its own words for this topic already; change them.',
);
export const placeholderUnknown = declareError(
  'placeholder_unknown',
  'invalid',
  'A template has filled in {{order}}, {{facility}}, {{unit}} and {{program}}, and nothing else.',
);

export const NotificationSetting = z
  .strictObject({
    topic: NotificationTopic,
    inApp: z.boolean().meta({ description: 'It comes into the inbox.' }),
    external: z.boolean().meta({
      description: 'A `notification.created` event is fed to integrations, which may send a message.',
    }),
  })
  .meta({ id: 'NotificationSetting' });

export const NotificationSettings = z
  .strictObject({
    topics: z.array(NotificationSetting),
    mutedUntil: Instant.nullable().meta({ description: 'Until then no message leaves; the inbox fills.' }),
  })
  .meta({ id: 'NotificationSettings' });

const own = factsFor(['operator'], z.strictObject({}));

export const notificationCreated = event({
  type: 'notification.created',
  summary: 'A member is to be told of something outside: what a message port sends with a link to the inbox.',
  sides: ['operator'],
  data: z.strictObject({ membershipId: z.string(), topic: z.string() }),
});
export const notificationRead = own('notification.read', 'A member read what it was told.');
export const notificationArchived = own('notification.archived', 'A member put away what it was told.');
export const preferenceChanged = own(
  'notification_preference.changed',
  'A member chose what to be told of, and how.',
);

const tenants = factsFor(['operator'], z.strictObject({ topic: z.string() }));
export const templateCreated = tenants(
  'notification_template.created',
  'A topic has the tenant’s own words.',
);
export const templateChanged = tenants('notification_template.changed', 'A topic is worded anew.');
export const templateArchived = own('notification_template.archived', 'A topic has our words again.');
export const templateRestored = own(
  'notification_template.restored',
  'A topic has the tenant’s words again.',
);
