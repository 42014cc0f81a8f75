import { z } from 'zod';
import { query } from '../../../kernel/operation.ts';
import { NotificationTopic } from '../model/notification.ts';
import { permissions } from '../policy.ts';
import { unreadByTopic } from '../store/inbox.ts';

export const unreadNotifications = query({
  name: 'unreadNotifications',
  summary: 'How much you were told and have not read, in all and by topic.',
  rest: 'GET /notification-counts',
  permission: permissions.read,
  input: z.strictObject({}),
  output: z
    .strictObject({
      unread: z.int(),
      topics: z.array(
        z.strictObject({ topic: NotificationTopic, unread: z.int() }).meta({ id: 'NotificationCount' }),
      ),
    })
    .meta({ id: 'NotificationCounts' }),
  rows: 'topics',
  async handle(_, context) {
    const topics = await unreadByTopic(context);
    return { unread: topics.reduce((sum, { unread }) => sum + unread, 0), topics };
  },
});
