import type { ParquetWriter } from 'hyparquet-writer';
import { z } from 'zod';
import type { Actor } from '../../../kernel/actor.ts';
import type { Noun } from '../../../kernel/noun.ts';
import { isDerived } from '../../reads/fields.ts';
import { unwrap } from '../../reads/request.ts';

type SchemaElement = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number];

/** A column of a Parquet file: what it is named and declared as, and what a member of a JSON row becomes in it. */
export interface ParquetColumn {
  name: string;
  element: SchemaElement;
  cell(value: unknown): unknown;
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

// Every decimal of the service fits with all its digits: readers take 38 digits as one width of decimal.
const decimalScale = 9;
const figure = new RegExp(`^(-?)(\\d{1,29})(?:\\.(\\d{0,${decimalScale}}))?$`);

/** A decimal as its digits at the column's scale; one that does not fit is not rounded in silence. */
function unscaled(value: unknown): bigint {
  const [, sign, whole, fraction = ''] = figure.exec(String(value as string)) ?? [];
  if (whole === undefined) throw new RangeError(`${String(value as string)} is no decimal of the file's`);
  const digits = BigInt(whole + fraction.padEnd(decimalScale, '0'));
  return sign === '-' ? -digits : digits;
}

type Kind = Omit<ParquetColumn, 'name' | 'element'> & { element: Omit<SchemaElement, 'name'> };

const text: Kind = {
  element: { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } },
  cell: asText,
};
const instant: Kind = {
  element: {
    type: 'INT64',
    converted_type: 'TIMESTAMP_MILLIS',
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
  },
  cell: (value) => BigInt(Temporal.Instant.from(value as string).epochMilliseconds),
};
const day: Kind = {
  element: { type: 'INT32', converted_type: 'DATE', logical_type: { type: 'DATE' } },
  cell: (value) => Date.parse(value as string) / 86_400_000,
};
const decimal: Kind = {
  element: {
    type: 'FIXED_LEN_BYTE_ARRAY',
    type_length: 16,
    converted_type: 'DECIMAL',
    logical_type: { type: 'DECIMAL', precision: 38, scale: decimalScale },
    precision: 38,
    scale: decimalScale,
  },
  cell: unscaled,
};
const integer: Kind = { element: { type: 'INT64' }, cell: (value) => BigInt(value as number) };
const float: Kind = { element: { type: 'DOUBLE' }, cell: (value) => value };
const truth: Kind = { element: { type: 'BOOLEAN' }, cell: (value) => value };

function kindOf(declared: z.ZodType): Kind {
  const { shape, meta } = unwrap(declared);
  if (meta.scalar === 'Instant') return instant;
  if (meta.scalar === 'Day') return day;
  if (meta.scalar === 'Decimal') return decimal;
  if (shape instanceof z.ZodBoolean) return truth;
  if (shape instanceof z.ZodNumber) return shape.isInt ? integer : float;
  return text;
}

function columnOf(name: string, shape: z.ZodType): ParquetColumn {
  const { element, cell } = kindOf(shape);
  return { name, element: { name, repetition_type: 'OPTIONAL', ...element }, cell };
}

/** The columns of a list's fields that the viewer may read, in the order asked. */
export const columnsOfNoun = (noun: Noun, fields: Iterable<string>, actor: Actor): ParquetColumn[] =>
  [...fields].flatMap((name) => {
    if (isDerived(noun, name)) return columnOf(name, z.string());
    const { shape, readers } = noun.fields[name]!;
    return actor.side !== 'system' && readers && !readers(actor) ? [] : columnOf(name, shape);
  });

/** The columns of a query's rows that have those members. */
export const columnsOfMembers = ({ shape }: z.ZodObject, members: Iterable<string>): ParquetColumn[] => {
  const told = new Set(members);
  return Object.entries(shape)
    .filter(([name]) => told.has(name))
    .map(([name, member]) => columnOf(name, member as z.ZodType));
};

/** The members that any of a query's rows has, in the order of their shape; of no rows, all that they may have. */
export function membersOfRows({ shape }: z.ZodObject, rows: readonly Record<string, unknown>[]): string[] {
  const told = new Set(rows.flatMap((row) => Object.keys(row)));
  return Object.keys(shape).filter((name) => rows.length === 0 || told.has(name));
}

/** The columns of a query's rows: those that a row of this answer has. */
export const columnsOfRows = (
  rowShape: z.ZodObject,
  rows: readonly Record<string, unknown>[],
): ParquetColumn[] => columnsOfMembers(rowShape, membersOfRows(rowShape, rows));
