import { z } from 'zod';
import { edge, field, noun } from '../../kernel/noun.ts';
import { Id, text } from '../../kernel/shapes.ts';
import { program } from '../programs/index.ts';
import { CustomFieldKey, CustomFieldKind, CustomizedNoun, CustomNumber } from './model.ts';
import { permissions, shownToVendor } from './policy.ts';
import { customFields } from './tables.ts';

export const customField = noun({
  name: 'customField',
  summary: 'What a program keeps of its orders, submissions or assignments besides what each of them has.',
  table: customFields,
  read: permissions.read,
  fields: {
    programId: field(Id, { filter: true }),
    noun: field(CustomizedNoun, { filter: true }),
    key: field(CustomFieldKey, { filter: true, sort: true }),
    label: field(text(200), { sort: true, search: true }),
    kind: field(CustomFieldKind, { filter: true }),
    required: field(z.boolean(), { filter: true }),
    choices: field(z.array(z.string()).nullable()),
    minimum: field(CustomNumber.nullable()),
    maximum: field(CustomNumber.nullable()),
    maxLength: field(z.int().nullable()),
    shownToVendors: field(z.boolean(), { filter: true }),
  },
  visibleTo: { vendor: shownToVendor },
});

edge(customField, 'programId', 'program', program, 'customFields');
