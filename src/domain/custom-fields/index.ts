import { archiveCommands } from '../../kernel/archive-command.ts';
import { capability } from '../../kernel/operation.ts';
import * as happened from './model.ts';
import { customField } from './nouns.ts';
import { createCustomField } from './operations/create-custom-field.ts';
import { updateCustomField } from './operations/update-custom-field.ts';
import { permissions } from './policy.ts';
import { customFields } from './tables.ts';

export {
  assertCustomValuesComplete,
  checkedCustomValues,
  customValuesField,
  differToVendors,
  type ToldValues,
} from './checking.ts';
export { CustomValue, CustomValues } from './model.ts';

export const customFieldsCapability = capability({
  name: 'custom-fields',
  nouns: [customField],
  commands: [
    createCustomField,
    updateCustomField,
    ...archiveCommands({
      noun: customField,
      table: customFields,
      permission: permissions.manage,
      archived: happened.customFieldArchived,
      restored: happened.customFieldRestored,
    }),
  ],
  events: [
    happened.customFieldCreated,
    happened.customFieldChanged,
    happened.customFieldArchived,
    happened.customFieldRestored,
  ],
  constraints: { custom_fields_once: happened.customFieldExists },
});
