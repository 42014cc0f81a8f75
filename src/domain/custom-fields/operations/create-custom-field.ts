import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import {
  assertRulesFit,
  Choices,
  customFieldCreated,
  customFieldExists,
  CustomFieldKey,
  CustomFieldKind,
  CustomizedNoun,
  CustomNumber,
} from '../model.ts';
import { customField } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { customFields } from '../tables.ts';
import { plainDecimalOf } from '../values.ts';

export const createCustomField = command({
  name: 'createCustomField',
  summary: 'Keep something more of a program’s orders, submissions or assignments; its key and kind stay.',
  rest: 'POST /custom-fields',
  permission: permissions.manage,
  input: z.strictObject({
    programId: reference('program'),
    noun: CustomizedNoun,
    key: CustomFieldKey,
    label: text(200),
    kind: CustomFieldKind,
    required: z
      .boolean()
      .default(false)
      .meta({ description: 'Demanded when it leaves its draft; of vendors only what is shown to them.' }),
    choices: Choices.nullish(),
    minimum: CustomNumber.nullish(),
    maximum: CustomNumber.nullish(),
    maxLength: z.int().min(1).max(2_000).nullish(),
    shownToVendors: z.boolean().default(false),
  }),
  output: customField,
  errors: [customFieldExists],
  async handle(told, { tx }) {
    assertRulesFit(told);
    const minimum = told.minimum && plainDecimalOf(told.minimum);
    const maximum = told.maximum && plainDecimalOf(told.maximum);
    const [created] = await tx.insert(customFields, [{ ...told, minimum, maximum }]);
    return { result: created!, events: [customFieldCreated(created!, {})] };
  },
});
