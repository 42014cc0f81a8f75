import { z } from 'zod';
import type { Actor } from '../../kernel/actor.ts';
import { invalidInput } from '../../kernel/errors.ts';
import { field, type Field } from '../../kernel/noun.ts';
import type { Context } from '../../kernel/operation.ts';
import { CustomValue, type customizedNouns } from './model.ts';
import { fieldsOf, isShownToVendors, valuesShown } from './store.ts';
import { judgedValues, missingOf } from './values.ts';

type Customized = (typeof customizedNouns)[number];

/** Custom values that are told of a noun. */
export interface ToldValues {
  noun: Customized;
  programId: string;
  values: readonly { key: string; value: string }[];
  /** What the row keeps already: told again it stands as it is; what the caller is not shown of it is kept. */
  held?: Readonly<Record<string, string>>;
  /** Whether required fields may be left out for now: a draft. */
  partial?: boolean;
}

/**
 * The values to keep, canonical, by key. Refuses with `invalid_input` at /customValues what the program does not know,
 * what breaks its rules and, unless `partial`, what it demands and is not told; each fault at its place.
 */
export async function checkedCustomValues(
  { noun, programId, values: told, held = {}, partial = false }: ToldValues,
  context: Context,
): Promise<Record<string, string>> {
  const isVendor = context.actor.vendorId !== null;
  if (told.length === 0 && partial && !isVendor) return {};
  const fields = await fieldsOf({ noun, programId }, context);
  const known = new Set(fields.map(({ key }) => key));
  const shown = isVendor ? Object.fromEntries(Object.entries(held).filter(([key]) => known.has(key))) : held;
  const { values, faults } = judgedValues(told, fields, shown);
  const errors = [...faults, ...(partial ? [] : missingOf(values, fields))];
  if (errors.length > 0) throw invalidInput({ errors });
  const unseen = isVendor ? Object.entries(held).filter(([key]) => !known.has(key)) : [];
  return Object.fromEntries(
    [...unseen, ...Object.entries(values)].toSorted(([one], [other]) => (one < other ? -1 : 1)),
  );
}

/** Refuses with `invalid_input` where a row that leaves its draft lacks a value that the program demands. */
export async function assertCustomValuesComplete(
  {
    noun,
    programId,
    values,
  }: { noun: Customized; programId: string; values: Readonly<Record<string, string>> },
  context: Context,
): Promise<void> {
  const errors = missingOf(values, await fieldsOf({ noun, programId }, context));
  if (errors.length > 0) throw invalidInput({ errors });
}

/** Whether vendors are shown any of the values that differ between two states of a row. */
export const differToVendors = (
  about: { noun: Customized; programId: string },
  one: Readonly<Record<string, string>>,
  other: Readonly<Record<string, string>>,
  context: Context,
): Promise<boolean> => {
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return isShownToVendors(
    about,
    [...keys].filter((key) => one[key] !== other[key]),
    context,
  );
};

// They may name people: neither those who are supplied nor who only counts read them.
const readers = ({ side, role }: Actor): boolean => side !== 'worker' && role !== 'analyst';

/** The declaration of `customValues` of a noun whose table keeps them as `customValues`, a JSON object of texts. */
export const customValuesField = (noun: Customized): Field =>
  field(z.array(CustomValue), { dataClass: 'internal', readers, value: valuesShown(noun) });
