import { z } from 'zod';
import { query } from '../../../kernel/operation.ts';
import { NotificationSettings } from '../model/notification.ts';
import { permissions } from '../policy.ts';
import { settingsOf } from '../store/inbox.ts';

export const notificationSettings = query({
  name: 'notificationSettings',
  summary: 'Every topic that you are told of, and how, as you have chosen or as it is unless you choose.',
  rest: 'GET /notification-settings',
  permission: permissions.read,
  input: z.strictObject({}),
  output: NotificationSettings,
  handle: (_, context) => settingsOf(context),
});
