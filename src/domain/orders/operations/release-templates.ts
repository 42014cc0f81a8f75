import { archiveCommands } from '../../../kernel/archive-command.ts';
import type { Command } from '../../../kernel/operation.ts';
import { releaseTemplateArchived, releaseTemplateExists, releaseTemplateRestored } from '../model/release.ts';
import { releasePlanTemplate } from '../nouns/release.ts';
import { permissions } from '../policy.ts';
import { releasePlanTemplates } from '../tables.ts';
import { createReleasePlanTemplate } from './create-release-template.ts';
import { updateReleasePlanTemplate } from './update-release-template.ts';

/** What is done to the templates of tiers; one that is archived makes place for another of its kind. */
export const releaseTemplateCommands: readonly Command[] = [
  createReleasePlanTemplate,
  updateReleasePlanTemplate,
  ...archiveCommands({
    noun: releasePlanTemplate,
    table: releasePlanTemplates,
    permission: permissions.release,
    archived: releaseTemplateArchived,
    restored: releaseTemplateRestored,
    restoreErrors: [releaseTemplateExists],
  }),
];
