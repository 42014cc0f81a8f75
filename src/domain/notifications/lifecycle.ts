import { lifecycle } from '../../kernel/lifecycle.ts';
import { NotificationState } from './model/notification.ts';
import { permissions } from './policy.ts';

export const notificationLife = lifecycle({
  noun: 'notification',
  states: NotificationState.options as readonly ('unread' | 'read' | 'archived')[],
  initial: 'unread',
  verbs: {
    markRead: { from: ['unread'], to: 'read', by: permissions.mark },
    archive: { from: ['unread', 'read'], to: 'archived', by: permissions.mark },
  },
});
