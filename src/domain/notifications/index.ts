import { capability, type Capability } from '../../kernel/operation.ts';
import * as happened from './model/notification.ts';
import { notification, notificationPreference, notificationTemplate } from './nouns.ts';
import { markAllNotificationsRead } from './operations/mark-all-notifications-read.ts';
import { notificationSteps } from './operations/mark-notification.ts';
import { notificationSettings } from './operations/notification-settings.ts';
import { setNotificationPreferences } from './operations/set-notification-preferences.ts';
import { templateCommands } from './operations/templates.ts';
import { unreadNotifications } from './operations/unread-notifications.ts';
import { tellingReactions } from './reactions.ts';

/** The inbox of every member, filled by what happens in the given capabilities. */
export const notificationsOf = (capabilities: readonly Capability[]): Capability =>
  capability({
    name: 'notifications',
    nouns: [notification, notificationPreference, notificationTemplate],
    queries: [notificationSettings, unreadNotifications],
    commands: [
      ...notificationSteps,
      markAllNotificationsRead,
      setNotificationPreferences,
      ...templateCommands,
    ],
    events: [
      happened.notificationCreated,
      happened.notificationRead,
      happened.notificationArchived,
      happened.preferenceChanged,
      happened.templateCreated,
      happened.templateChanged,
      happened.templateArchived,
      happened.templateRestored,
    ],
    reactions: tellingReactions(capabilities),
    constraints: { notification_templates_topic: happened.templateExists },
  });
