import { z } from 'zod';
import { archiveCommands } from '../../../kernel/archive-command.ts';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { assertWholeTenant, wholeTenantOnly } from '../../../kernel/whole-tenant.ts';
import { differences } from '../../identifiers/index.ts';
import {
  NotificationTopic,
  placeholderUnknown,
  templateArchived,
  templateChanged,
  templateCreated,
  templateExists,
  templateRestored,
} from '../model/notification.ts';
import { unknownPlaceholders } from '../model/topic.ts';
import { notificationTemplate } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { notificationTemplates } from '../tables.ts';

function assertFillable(words: { title?: string | undefined; body?: string | null | undefined }): void {
  const errors = (['title', 'body'] as const).flatMap((name) =>
    unknownPlaceholders(words[name] ?? '').map((unknown) => ({
      pointer: `/${name}`,
      code: placeholderUnknown.code,
      message: `${unknown} is not filled in.`,
    })),
  );
  if (errors.length > 0) throw placeholderUnknown({ errors });
}

const createNotificationTemplate = command({
  name: 'createNotificationTemplate',
  summary: 'Put a topic into the tenant’s own words.',
  rest: 'POST /notification-templates',
  permission: permissions.manageTemplates,
  input: z.strictObject({ topic: NotificationTopic, title: text(200), body: text(2_000).optional() }),
  output: notificationTemplate,
  errors: [templateExists, placeholderUnknown, wholeTenantOnly],
  example: { topic: 'order_shown', title: 'New at {{facility}}: {{order}}' },
  async handle(stated, { tx, actor }) {
    assertWholeTenant(actor);
    assertFillable(stated);
    const [row] = await tx.insert(notificationTemplates, [stated]);
    return { result: row!, events: [templateCreated(row!, { topic: row!.topic })] };
  },
});

const updateNotificationTemplate = command({
  name: 'updateNotificationTemplate',
  summary: 'Word a topic anew: absent keeps, null clears.',
  rest: 'PATCH /notification-templates/{notificationTemplateId}',
  permission: permissions.manageTemplates,
  input: z.strictObject({
    notificationTemplateId: reference('notificationTemplate'),
    title: text(200).optional(),
    body: text(2_000).nullish(),
  }),
  output: notificationTemplate,
  errors: [placeholderUnknown, wholeTenantOnly],
  async handle({ notificationTemplateId, ...wanted }, context) {
    assertWholeTenant(context.actor);
    assertFillable(wanted);
    const row = await context.take(notificationTemplates, notificationTemplateId);
    const changes = differences(row, wanted);
    if (Object.keys(changes).length === 0) return { result: row, unchanged: true };
    const changed = await context.tx.change(notificationTemplates, row, changes);
    return { result: changed, events: [templateChanged(changed, { topic: changed.topic })] };
  },
});

export const templateCommands = [
  createNotificationTemplate,
  updateNotificationTemplate,
  ...archiveCommands({
    noun: notificationTemplate,
    table: notificationTemplates,
    permission: permissions.manageTemplates,
    archived: templateArchived,
    restored: templateRestored,
    restoreErrors: [templateExists],
  }),
];
