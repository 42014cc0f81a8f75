import { z } from 'zod';
import { declareError, refuse } from '../../kernel/errors.ts';
import { factsFor } from '../../kernel/event.ts';
import { oneOf, text } from '../../kernel/shapes.ts';
import { decimalOf } from './values.ts';

export const customizedNouns = ['order', 'submission', 'assignment'] as const;
export const customFieldKinds = ['text', 'number', 'date', 'boolean', 'choice'] as const;

/** What a custom field is of. */
export const CustomizedNoun = oneOf('CustomizedNoun', customizedNouns);
export const CustomFieldKind = oneOf('CustomFieldKind', customFieldKinds);

/** What names a custom field in its program and noun: snake_case, for ever. */
export const CustomFieldKey = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,62}$/, 'A key is lower-case letters, digits and _, and begins with a letter.')
  .meta({ examples: ['cost_code'] });

/** A bound of a number: at most 12 digits before the point and 6 after. */
export const CustomNumber = z
  .string()
  .refine((value) => decimalOf(value) !== undefined, {
    error: 'A number is a decimal string with at most 12 digits before the point and 6 after.',
  })
  .meta({ scalar: 'Decimal', format: 'decimal', examples: ['100'] });

export const Choices = z
  .array(text(200))
  .min(1)
  .max(200)
  .refine((choices) => new Set(choices).size === choices.length, 'A choice stands once.');

/** One custom value as it is sent and read. */
export const CustomValue = z
  .strictObject({
    key: CustomFieldKey,
    value: z
      .string()
      .max(4_000)
      .meta({ examples: ['A-100'] }),
  })
  .meta({ id: 'CustomValue' });

/** The custom values of a noun as commands take them: each key once; dates are YYYY-MM-DD, booleans true or false. */
export const CustomValues = z.array(CustomValue).max(200);

export const customFieldExists = declareError(
  'custom_field_exists',
  'conflict',
  'A custom field of this noun has the key in the program, archived or not.',
);

const fact = factsFor(['operator', 'client'], z.strictObject({}));
export const customFieldCreated = fact('custom_field.created', 'A custom field was made.');
export const customFieldChanged = fact('custom_field.changed', 'A custom field was changed.');
export const customFieldArchived = fact('custom_field.archived', 'A custom field is asked no more.');
export const customFieldRestored = fact('custom_field.restored', 'An archived custom field is asked again.');

interface Rules {
  kind: z.output<typeof CustomFieldKind>;
  choices?: readonly string[] | null | undefined;
  minimum?: string | null | undefined;
  maximum?: string | null | undefined;
  maxLength?: number | null | undefined;
}

/** Refuses rules that the kind cannot have: choices belong to a choice, bounds to a number, a length to a text. */
export function assertRulesFit({ kind, choices, minimum, maximum, maxLength }: Rules): void {
  if ((kind === 'choice') !== (choices != null))
    throw refuse('/choices', 'kind_mismatch', 'A choice has choices, and nothing else has.');
  if (kind !== 'number' && minimum != null)
    throw refuse('/minimum', 'kind_mismatch', 'Only a number has bounds.');
  if (kind !== 'number' && maximum != null)
    throw refuse('/maximum', 'kind_mismatch', 'Only a number has bounds.');
  if (kind !== 'text' && maxLength != null)
    throw refuse('/maxLength', 'kind_mismatch', 'Only a text has a greatest length.');
  if (minimum != null && maximum != null && decimalOf(minimum)! > decimalOf(maximum)!)
    throw refuse('/maximum', 'below_minimum', 'The greatest number is below the least.');
}
