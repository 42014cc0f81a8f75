import { sql, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import { formulaSigns } from '../../kernel/csv.ts';
import type { Noun, RowAt } from '../../kernel/noun.ts';
import { derivedFields, isDerived, rawValue, stageOf } from '../reads/fields.ts';
import { unwrap } from '../reads/request.ts';
import type { Viewing } from '../reads/source.ts';

/** A column of a CSV: its name, its value as SQL that prints as its text, and whether people can write anything there. */
export interface Cell {
  name: string;
  value: SQL;
  isFreeText: boolean;
}

const notFree = new Set(['ID', 'Instant', 'Day', 'Decimal']);

/** Whether people can write anything where the shape stands. */
export function isFreeText(shape: z.ZodType, scalar: string | undefined): boolean {
  if (scalar !== undefined && notFree.has(scalar)) return false;
  return !(
    shape instanceof z.ZodNumber ||
    shape instanceof z.ZodBoolean ||
    shape instanceof z.ZodEnum ||
    // JSON text begins with a bracket.
    isNested(shape)
  );
}

// What app.instant gives, without a call of it for each row. The export's session writes ISO dates in UTC.
export const instantText = (value: SQL) => sql`(replace((${value})::timestamp::text, ' ', 'T') || 'Z')`;

export const isNested = (shape: z.ZodType): boolean =>
  shape instanceof z.ZodArray || shape instanceof z.ZodObject;

/** A JSON value as a cell: a string bare, null as nothing, anything else as JSON text. */
const jsonText = (value: SQL) => sql`(to_json(${value}) #>> '{}')`;

/** The same of what is never a string, which spares Postgres reading what it has just written. */
const nestedText = (value: SQL) => sql`nullif(to_json(${value})::text, 'null')`;

/** A value of the shape as the text of a cell. */
export function textOf(shape: z.ZodType, scalar: string | undefined, value: SQL): SQL {
  if (scalar === 'Instant') return instantText(value);
  if (scalar !== undefined && notFree.has(scalar)) return value;
  if (isNested(shape)) return nestedText(value);
  if (shape instanceof z.ZodBoolean) return sql`(${value})::text`;
  const prints = shape instanceof z.ZodNumber || shape instanceof z.ZodString || shape instanceof z.ZodEnum;
  return prints ? value : jsonText(value);
}

/** The cells of the fields that the viewer may read, in the order asked; a staged value is empty where it is not shown. */
export function cellsOf(noun: Noun, fields: Iterable<string>, row: RowAt, viewing: Viewing): Cell[] {
  const cells: Cell[] = [];
  for (const name of fields) {
    if (isDerived(noun, name)) {
      cells.push({ name, value: sql`(${derivedFields[name](noun, row, viewing)})::text`, isFreeText: false });
      continue;
    }
    const field = noun.fields[name]!;
    if (viewing.actor.side !== 'system' && field.readers && !field.readers(viewing.actor)) continue;
    const { shape, meta } = unwrap(field.shape);
    const value = textOf(shape, meta.scalar, rawValue(noun, name, field, row, viewing));
    const condition = stageOf(field, row, viewing);
    cells.push({
      name,
      value: condition === true ? value : sql`case when ${condition} then ${value} end`,
      isFreeText: isFreeText(shape, meta.scalar),
    });
  }
  return cells;
}

const signs = sql.raw(formulaSigns.join(', '));

/** A text with an apostrophe before what a spreadsheet would run as a formula (ASVS 1.2.10). */
export const formulaSafe = (text: SQL): SQL =>
  sql`case when ascii(${text}) in (${signs}) then '''' || ${text} else ${text} end`;
