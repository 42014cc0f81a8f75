import type { FieldFault } from '../../kernel/errors.ts';
import { Day, text } from '../../kernel/shapes.ts';

/** What a value is judged by. */
export interface FieldRules {
  key: string;
  kind: 'text' | 'number' | 'date' | 'boolean' | 'choice';
  required: boolean;
  choices: readonly string[] | null;
  minimum: string | null;
  maximum: string | null;
  maxLength: number | null;
}

const places = 6;

/** A decimal as whole millionths; undefined where the text is none of at most 12 digits before the point and 6 after. */
export function decimalOf(value: string): bigint | undefined {
  const [, sign, whole, fraction = ''] = /^(-?)(0|[1-9]\d{0,11})(?:\.(\d{1,6}))?$/.exec(value) ?? [];
  if (whole === undefined) return undefined;
  const size = BigInt(whole + fraction.padEnd(places, '0'));
  return sign ? -size : size;
}

/** The one way in which a decimal is written: no needless zero, no minus zero. */
function plainDecimal(value: bigint): string {
  const digits = (value < 0n ? -value : value).toString().padStart(places + 1, '0');
  const fraction = digits.slice(-places).replace(/0+$/, '');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -places)}${fraction && '.'}${fraction}`;
}

/** A decimal of custom fields as it is kept. */
export const plainDecimalOf = (value: string): string => plainDecimal(decimalOf(value)!);

type Judged = { canonical: string } | { code: string; message: string };
const fault = (code: string, message: string): Judged => ({ code, message });

function judgedNumber(value: string, { minimum, maximum }: FieldRules): Judged {
  const number = decimalOf(value);
  if (number === undefined)
    return fault('not_a_number', 'A number has at most 12 digits before the point and 6 after.');
  if (minimum !== null && number < decimalOf(minimum)!)
    return fault('below_minimum', `The least number is ${minimum}.`);
  if (maximum !== null && number > decimalOf(maximum)!)
    return fault('above_maximum', `The greatest number is ${maximum}.`);
  return { canonical: plainDecimal(number) };
}

function judgedText(value: string, { maxLength }: FieldRules): Judged {
  const { success, data, error } = text(maxLength ?? 2_000).safeParse(value);
  return success ? { canonical: data } : fault('not_a_text', error.issues[0]!.message);
}

/** A value as its field keeps it: one text for each meaning; or which rule it breaks. */
export function judged(value: string, field: FieldRules): Judged {
  switch (field.kind) {
    case 'number':
      return judgedNumber(value, field);
    case 'text':
      return judgedText(value, field);
    case 'date':
      return Day.safeParse(value).success
        ? { canonical: value }
        : fault('not_a_day', 'A day is YYYY-MM-DD, between 1900 and 2199.');
    case 'boolean':
      return value === 'true' || value === 'false'
        ? { canonical: value }
        : fault('not_a_boolean', 'It is true or false.');
    case 'choice':
      return field.choices!.includes(value)
        ? { canonical: value }
        : fault('not_a_choice', `It is one of: ${field.choices!.join(', ')}.`);
  }
}

/**
 * Judges what is told of the fields: the values by key, canonical, or every fault with its place in the list. What is
 * `held` already stands unjudged where it is told again, also of a field that was archived or narrowed since.
 */
export function judgedValues(
  told: readonly { key: string; value: string }[],
  fields: readonly FieldRules[],
  held: Readonly<Record<string, string>> = {},
): { values: Record<string, string>; faults: FieldFault[] } {
  const byKey = new Map(fields.map((field) => [field.key, field]));
  const values = new Map<string, string>();
  const faults: FieldFault[] = [];
  for (const [at, { key, value }] of told.entries()) {
    const field = byKey.get(key);
    if (values.has(key))
      faults.push({ pointer: `/customValues/${at}/key`, code: 'repeated', message: 'A key stands once.' });
    else if (Object.hasOwn(held, key) && held[key] === value) values.set(key, value);
    else if (!field)
      faults.push({
        pointer: `/customValues/${at}/key`,
        code: 'unknown_custom_field',
        message: 'The program has no such custom field.',
      });
    else {
      const result = judged(value, field);
      values.set(key, 'canonical' in result ? result.canonical : value);
      if ('code' in result) faults.push({ pointer: `/customValues/${at}/value`, ...result });
    }
  }
  return { values: Object.fromEntries(values), faults };
}

/** The required fields of which nothing is told, as faults of the list. */
export const missingOf = (
  values: Readonly<Record<string, string>>,
  fields: readonly FieldRules[],
): FieldFault[] =>
  fields
    .filter(({ key, required }) => required && !Object.hasOwn(values, key))
    .map(({ key }) => ({
      pointer: '/customValues',
      code: 'custom_value_missing',
      message: `The program demands ${key}.`,
    }));
