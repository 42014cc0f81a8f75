import { sql, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import type { Noun, RowAt } from '../../kernel/noun.ts';
import type { Compiling, Statement } from '../reads/compile.ts';
import { derivedFields, isDerived, rawValue, stageOf } from '../reads/fields.ts';
import { unwrap, type Selection } from '../reads/request.ts';
import { instantText } from './cells.ts';

export type Member = readonly [string, SQL];

// Postgres takes at most 100 arguments to a function; a member is two.
const mostMembers = 48;

const orNull = (text: SQL) => sql`coalesce(${text}, 'null')`;
const inQuotes = (text: SQL) => orNull(sql`'"' || ${text} || '"'`);

/** A field's value as JSON text. json_scalar finds once a statement how a type prints; the others look again each row. */
export function jsonOf(shape: z.ZodType, scalar: string | undefined, value: SQL): SQL {
  if (scalar === 'Instant') return inQuotes(instantText(value));
  if (scalar === 'Decimal') return inQuotes(sql`(${value})::text`);
  const prints = shape instanceof z.ZodNumber || shape instanceof z.ZodBoolean;
  if (prints) return orNull(sql`(${value})::text`);
  const isText = shape instanceof z.ZodString || shape instanceof z.ZodEnum;
  return orNull(isText ? sql`json_scalar(${value})::text` : sql`to_json(${value})::text`);
}

/** The members as text, each behind a comma. */
export function joined(members: readonly Member[]): SQL {
  const parts: SQL[] = [];
  for (let start = 0; start < members.length; start += mostMembers) {
    const some = members
      .slice(start, start + mostMembers)
      .map(([name, value]) => sql`${`,${JSON.stringify(name)}:`}::text, ${value}`);
    parts.push(sql`concat(${sql.join(some, sql`, `)})`);
  }
  return parts.length === 0 ? sql`''` : sql.join(parts, sql` || `);
}

/**
 * The row as the text of the JSON object that `Statement.row` makes, put together as text: Postgres's functions for
 * objects look the type of every value up again for every row.
 */
export function jsonLine(
  statement: Statement,
  noun: Noun,
  selection: Selection,
  row: RowAt,
  viewing: Compiling,
): SQL {
  const open: Member[] = [];
  const staged = new Map<unknown, { condition: SQL; members: Member[] }>();
  for (const name of selection.fields) {
    if (isDerived(noun, name)) {
      open.push([name, sql`(${derivedFields[name](noun, row, viewing)})::text`]);
      continue;
    }
    const field = noun.fields[name]!;
    if (viewing.actor.side !== 'system' && field.readers && !field.readers(viewing.actor)) continue;
    const { shape, meta } = unwrap(field.shape);
    const member: Member = [name, jsonOf(shape, meta.scalar, rawValue(noun, name, field, row, viewing))];
    const condition = stageOf(field, row, viewing);
    if (condition === true) {
      open.push(member);
      continue;
    }
    const group = staged.get(field.staged) ?? { condition, members: [] };
    group.members.push(member);
    staged.set(field.staged, group);
  }
  for (const [name, linked] of selection.links)
    open.push([name, orNull(sql`(${statement.link(noun, linked, row)})::text`)]);
  const stages = [...staged.values()].map(
    ({ condition, members }) => sql` || case when ${condition} then ${joined(members)} else '' end`,
  );
  return sql`('{' || substr(${joined(open)}${sql.join(stages)}, 2) || '}')`;
}
