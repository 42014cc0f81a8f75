import { stepCommand } from '../../../kernel/step-command.ts';
import { notificationLife } from '../lifecycle.ts';
import { notificationArchived, notificationRead } from '../model/notification.ts';
import { notification } from '../nouns.ts';
import { notifications } from '../tables.ts';

const about = { noun: notification, table: notifications, life: notificationLife };

export const notificationSteps = [
  stepCommand({
    ...about,
    verb: 'markRead',
    name: 'markNotificationRead',
    summary: 'Say that you have read what you were told.',
    event: notificationRead,
    changes: (_, { now }) => ({ readAt: now }),
  }),
  stepCommand({
    ...about,
    verb: 'archive',
    summary: 'Put away what you were told.',
    event: notificationArchived,
  }),
];
