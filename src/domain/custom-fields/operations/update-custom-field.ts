import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import type { Changes } from '../../../kernel/transaction.ts';
import { differences } from '../../identifiers/index.ts';
import { assertRulesFit, Choices, customFieldChanged, CustomNumber } from '../model.ts';
import { customField } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { customFields } from '../tables.ts';
import { plainDecimalOf } from '../values.ts';

const scaled = (bound: string | null | undefined) => bound && plainDecimalOf(bound);

export const updateCustomField = command({
  name: 'updateCustomField',
  summary: 'Change a custom field: absent keeps, null clears. What is kept already is not judged anew.',
  rest: 'PATCH /custom-fields/{customFieldId}',
  permission: permissions.manage,
  input: z.strictObject({
    customFieldId: reference('customField'),
    label: text(200).optional(),
    required: z.boolean().optional(),
    choices: Choices.optional(),
    minimum: CustomNumber.nullish(),
    maximum: CustomNumber.nullish(),
    maxLength: z.int().min(1).max(2_000).nullish(),
    shownToVendors: z.boolean().optional(),
  }),
  output: customField,
  async handle({ customFieldId, ...told }, context) {
    const row = await context.take(customFields, customFieldId);
    const given = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined));
    assertRulesFit({ ...row, ...given });
    const wanted = { ...told, minimum: scaled(told.minimum), maximum: scaled(told.maximum) };
    const changes = differences(row, wanted as Changes<typeof customFields>);
    if (Object.keys(changes).length === 0) return { result: row, unchanged: true };
    const changed = await context.tx.change(customFields, row, changes);
    return { result: changed, events: [customFieldChanged(changed, {})] };
  },
});
