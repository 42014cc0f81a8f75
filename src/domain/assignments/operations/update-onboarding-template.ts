import { z } from 'zod';
import { archiveCommands } from '../../../kernel/archive-command.ts';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import type { Changes } from '../../../kernel/transaction.ts';
import { differences } from '../../identifiers/index.ts';
import {
  Checklist,
  checklistExists,
  templateArchived,
  templateChanged,
  templateRestored,
} from '../model/onboarding.ts';
import { onboardingTemplate } from '../nouns/onboarding.ts';
import { permissions } from '../policy.ts';
import { onboardingTemplates } from '../tables.ts';

export const updateOnboardingTemplate = command({
  name: 'updateOnboardingTemplate',
  summary: 'Change a checklist; assignments that were made before keep theirs.',
  rest: 'PATCH /onboarding-templates/{onboardingTemplateId}',
  permission: permissions.manageTemplates,
  input: z.strictObject({
    onboardingTemplateId: reference('onboardingTemplate'),
    name: text(200).optional(),
    items: Checklist.optional(),
  }),
  output: onboardingTemplate,
  async handle({ onboardingTemplateId, ...told }, context) {
    const row = await context.take(onboardingTemplates, onboardingTemplateId);
    const changes = differences(row, told as Changes<typeof onboardingTemplates>);
    if (Object.keys(changes).length === 0) return { result: row, unchanged: true };
    const changed = await context.tx.change(onboardingTemplates, row, changes);
    return { result: changed, events: [templateChanged(changed, {})] };
  },
});

/** Takes a checklist out of use and back. */
export const templateShelving = archiveCommands({
  noun: onboardingTemplate,
  table: onboardingTemplates,
  permission: permissions.manageTemplates,
  archived: templateArchived,
  restored: templateRestored,
  restoreErrors: [checklistExists],
});
