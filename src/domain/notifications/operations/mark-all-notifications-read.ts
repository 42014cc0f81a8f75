import { z } from 'zod';
import type { Fact } from '../../../kernel/event.ts';
import { command } from '../../../kernel/operation.ts';
import { notificationRead, NotificationTopic } from '../model/notification.ts';
import { permissions } from '../policy.ts';
import { readAll } from '../store/inbox.ts';

export const markAllNotificationsRead = command({
  name: 'markAllNotificationsRead',
  summary:
    'Say that you have read all that you were told, or all of a topic; 1,000 at once, the oldest first.',
  rest: 'POST /notifications/mark-all-read',
  permission: permissions.mark,
  input: z.strictObject({ topic: NotificationTopic.optional() }),
  output: z.strictObject({ marked: z.int() }).meta({ id: 'MarkedNotifications' }),
  concurrency: 'none',
  async handle({ topic }, context) {
    const marked = await readAll(topic, context);
    const [first, ...rest] = marked.map((row): Fact => notificationRead(row, {}));
    const result = { marked: marked.length };
    return first ? { result, events: [first, ...rest] } : { result, unchanged: true };
  },
});
