import { sql, type SQL } from 'drizzle-orm';
import { dimensions, type DimensionName } from '../../metrics/dimensions.ts';
import type { Fact } from '../../metrics/fact.ts';

const quoted = (value: string) => `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

/** Texts as one array of a statement. */
export const arrayOf = (values: readonly string[], type: string): SQL =>
  sql`${`{${values.map(quoted).join(',')}}`}::${sql.raw(type)}[]`;

/** The fact's column of a dimension, under the alias `f`. */
export const columnOf = (name: DimensionName): SQL => sql`f.${sql.identifier(dimensions[name].column)}`;

export const cohortOf = (cohort: string): SQL => sql`f.${sql.identifier(cohort)}`;

/** Whether the column of a dimension holds one of the values. */
export const isOneOf = (name: DimensionName, values: readonly string[], fact: Fact): SQL =>
  sql`${columnOf(name)} = any(${arrayOf(values, fact.columns[dimensions[name].column]!.type)})`;

/** A metric's text with the figure's instant in its place. */
export const written = (text: string, at: string): SQL =>
  sql.join(
    text.split(/(?<!:):now\b/).map((part) => sql.raw(part)),
    sql`${at}::timestamptz`,
  );
