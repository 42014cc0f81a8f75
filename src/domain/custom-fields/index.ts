import { capability } from '../../kernel/operation.ts';
import * as happened from './model.ts';
import { customField } from './nouns.ts';
import { customFieldSteps } from './operations/archive-custom-field.ts';
import { createCustomField } from './operations/create-custom-field.ts';
import { updateCustomField } from './operations/update-custom-field.ts';

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
  commands: [createCustomField, updateCustomField, ...customFieldSteps],
  events: [
    happened.customFieldCreated,
    happened.customFieldChanged,
    happened.customFieldArchived,
    happened.customFieldRestored,
  ],
  constraints: { custom_fields_once: happened.customFieldExists },
});
