import { archiveCommands } from '../../../kernel/archive-command.ts';
import { templateArchived, templateNameTaken, templateRestored } from '../model/template.ts';
import { orderTemplate } from '../nouns/order-template.ts';
import { permissions } from '../policy.ts';
import { orderTemplates } from '../tables.ts';

/** Taking a template out of use and back; orders that were made of it stay as they are. */
export const orderTemplateSteps = archiveCommands({
  noun: orderTemplate,
  table: orderTemplates,
  permission: permissions.manageTemplates,
  archived: templateArchived,
  restored: templateRestored,
  restoreErrors: [templateNameTaken],
});
