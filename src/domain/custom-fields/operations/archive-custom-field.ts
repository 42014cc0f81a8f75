import { archiveCommands } from '../../../kernel/archive-command.ts';
import { customFieldArchived, customFieldRestored } from '../model.ts';
import { customField } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { customFields } from '../tables.ts';

/** Taking a field out of use and back; the values that are kept of it stay. */
export const customFieldSteps = archiveCommands({
  noun: customField,
  table: customFields,
  permission: permissions.manage,
  archived: customFieldArchived,
  restored: customFieldRestored,
});
