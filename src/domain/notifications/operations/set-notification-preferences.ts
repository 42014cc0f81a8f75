import { z } from 'zod';
import { refuse } from '../../../kernel/errors.ts';
import type { Fact } from '../../../kernel/event.ts';
import { command } from '../../../kernel/operation.ts';
import { Instant } from '../../../kernel/shapes.ts';
import {
  everything,
  NotificationSetting,
  NotificationSettings,
  preferenceChanged,
} from '../model/notification.ts';
import { permissions, topicsOf } from '../policy.ts';
import { keepSettings, settingsOf } from '../store/inbox.ts';

export const setNotificationPreferences = command({
  name: 'setNotificationPreferences',
  summary: 'Choose what you are told of and how; topics that you leave out stay as they are.',
  rest: 'PUT /notification-settings',
  permission: permissions.setPreferences,
  input: z.strictObject({
    topics: z
      .array(NotificationSetting)
      .max(200)
      .refine((all) => new Set(all.map(({ topic }) => topic)).size === all.length, 'A topic is set once.')
      .default([]),
    mutedUntil: Instant.nullish().meta({ description: 'Until then no message leaves; null ends the pause.' }),
  }),
  output: NotificationSettings,
  concurrency: 'none',
  example: { mutedUntil: '2026-03-02T12:00:00Z' },
  async handle({ topics, mutedUntil }, context) {
    const own = new Set(topicsOf(context.actor));
    const foreign = topics.findIndex(({ topic }) => !own.has(topic));
    if (foreign >= 0)
      throw refuse(`/topics/${foreign}/topic`, 'not_told', 'You are told nothing of this topic.');
    const pause =
      mutedUntil === undefined ? [] : [{ topic: everything, inApp: true, external: true, mutedUntil }];
    const changed = await keepSettings([...topics, ...pause], context);
    const [first, ...rest] = changed.map((row): Fact => preferenceChanged(row, {}));
    const result = await settingsOf(context);
    return first ? { result, events: [first, ...rest] } : { result, unchanged: true };
  },
});
