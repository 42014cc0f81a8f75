import { sql, type SQL } from 'drizzle-orm';
import { noSuchField, refuse } from '../../kernel/errors.ts';
import type { Field, Link, Noun, RowAt } from '../../kernel/noun.ts';
import { likeContaining, likeLiteral } from '../../kernel/words.ts';
import { externalParts, externalSubject } from './external.ts';
import { meeting, rawValue, readable, sqlType, stageOf } from './fields.ts';
import { unwrap, type Condition, type ListRequest, type Operator } from './request.ts';
import { param } from './plans.ts';
import { rowAt, source, visible, type Viewing } from './source.ts';

const comparison: Partial<Record<Operator, SQL>> = {
  eq: sql`=`,
  gte: sql`>=`,
  gt: sql`>`,
  lte: sql`<=`,
  lt: sql`<`,
};

/** The operators that a field's kind of value has, on both surfaces. */
export function operatorsOf(field: Field): readonly Operator[] {
  const { shape, nullable } = unwrap(field.shape);
  const type = sqlType(field);
  const ordered = ['timestamptz', 'date', 'numeric', 'integer'].includes(type);
  const words = type === 'text' && shape.def.type === 'string';
  return [
    'eq',
    'in',
    ...(ordered ? (['gte', 'gt', 'lte', 'lt'] as const) : []),
    ...(words ? (['startsWith'] as const) : []),
    ...(nullable ? (['isNull'] as const) : []),
  ];
}

function parse(field: Field, name: string, value: unknown): unknown {
  const parsed = unwrap(field.shape).shape.safeParse(value);
  if (!parsed.success) throw refuse(`/${name}`, 'invalid_value', parsed.error.issues[0]!.message);
  return parsed.data;
}

const mostPrefix = 200;

const beginning = (name: string, value: unknown) => `${likeLiteral(prefix(name, value))}%`;

/** The beginning of a text need not be a text of the field's own form: the start of an address is no address. */
function prefix(name: string, value: unknown): string {
  const fits = typeof value === 'string' && value.length > 0 && value.length <= mostPrefix;
  if (!fits) throw refuse(`/${name}`, 'invalid_value', `startsWith takes 1 to ${mostPrefix} characters.`);
  return value.normalize('NFC');
}

/** What a column is compared with. An id may be another system's name of the row, which meets nothing if it is unknown. */
function operand(noun: Noun, name: string, field: Field, value: unknown, viewing: Viewing): SQL {
  const { given, external } = operandOf(name, field, value);
  if (!external) return sql`${param(given, viewing)}::${sql.raw(sqlType(field))}`;
  const target =
    name === 'id' ? noun : [...noun.links.values()].find(({ many, from }) => !many && from === name)?.target;
  if (!target) throw refuse(`/${name}`, 'invalid_value', `${name} is compared with an id of ours.`);
  const { system, id } = external;
  return externalSubject(viewing.actor, target.name, {
    system: param(system, viewing),
    id: param(id, viewing),
  });
}

/** A value as its field's shape takes it, or the parts of another system's id. */
function operandOf(name: string, field: Field, value: unknown) {
  const given = parse(field, name, value);
  return { given, external: sqlType(field) === 'uuid' ? externalParts(String(given)) : undefined };
}

/** The field of a condition, if the viewer may filter by it so. */
function filterable(
  noun: Noun,
  viewing: Viewing,
  { field: name, operator }: Pick<Condition, 'field' | 'operator'>,
) {
  const field = readable(noun, name, viewing);
  if (!field.filter || !operatorsOf(field).includes(operator)) {
    throw noSuchField(`/${name}`, `${name} cannot be filtered by ${operator}.`);
  }
  return field;
}

/** The to-one link that a condition goes through, if the viewer may. */
function passable(noun: Noun, { actor }: Viewing, name: string): Link {
  const link = noun.links.get(name);
  if (!link || link.many || !link.isOpenTo(actor)) {
    throw noSuchField(`/${name}`, `${noun.type} has no link ${name} to filter through.`);
  }
  return link;
}

function compare(noun: Noun, row: RowAt, viewing: Viewing, { field: name, operator, value }: Condition): SQL {
  const field = filterable(noun, viewing, { field: name, operator });
  const staged = stageOf(field, row, viewing);
  const only = staged === true ? sql`` : sql` and ${staged}`;
  const left = rawValue(noun, name, field, row, viewing);
  if (operator === 'isNull') {
    if (typeof value !== 'boolean') throw refuse(`/${name}`, 'invalid_value', 'isNull takes true or false.');
    return value ? sql`(${left} is null${only})` : sql`(${left} is not null${only})`;
  }
  if (operator === 'in') {
    const values = Array.isArray(value) ? value : [value];
    if (values.length > 100) throw refuse(`/${name}`, 'too_many_values', 'At most 100 values.');
    const items = values.map((item) => operand(noun, name, field, item, viewing));
    return items.length === 0 ? sql`false` : sql`(${left} in (${sql.join(items, sql`, `)})${only})`;
  }
  if (operator === 'startsWith') return sql`(${left} like ${param(beginning(name, value), viewing)}${only})`;
  const right = operand(noun, name, field, value, viewing);
  return sql`(${left} ${comparison[operator]!} ${right}${only})`;
}

function throughLink(noun: Noun, row: RowAt, viewing: Viewing, condition: Condition): SQL {
  const link = passable(noun, viewing, condition.link!);
  const alias = `f_${link.name}`;
  const there = rowAt(link.target.table, alias, viewing);
  const conditions = [
    ...meeting(noun, link, row, there, viewing),
    ...visible(link.target, there, viewing),
    compare(link.target, there, viewing, { ...condition, field: condition.field }),
  ];
  return sql`exists (select from ${source(link.target.table, alias, viewing)} where ${sql.join(conditions, sql` and `)})`;
}

function search(noun: Noun, row: RowAt, viewing: Viewing, words: string): SQL {
  const pattern = param(likeContaining(words), viewing);
  const fields = Object.entries(noun.fields).filter(
    ([, field]) =>
      field.search && (viewing.actor.side === 'system' || !field.readers || field.readers(viewing.actor)),
  );
  const matches = fields.map(([name, field]) => {
    const staged = stageOf(field, row, viewing);
    const match = sql`${rawValue(noun, name, field, row, viewing)} ilike ${pattern}`;
    return staged === true ? match : sql`(${match} and ${staged})`;
  });
  if (matches.length === 0) throw refuse('/q', 'field_not_available', `${noun.plural} cannot be searched.`);
  return sql`(${sql.join(matches, sql` or `)})`;
}

/** Everything a list asks of its rows, anded. */
export function conditions(noun: Noun, row: RowAt, viewing: Viewing, list: ListRequest): SQL[] {
  return [
    ...list.filter.map((condition) =>
      condition.link ? throughLink(noun, row, viewing, condition) : compare(noun, row, viewing, condition),
    ),
    ...(list.search === undefined ? [] : [search(noun, row, viewing, list.search)]),
    ...(list.updatedSince === undefined || noun.shared
      ? []
      : [compare(noun, row, viewing, { field: 'updatedAt', operator: 'gte', value: list.updatedSince })]),
    ...(noun.archivable && !list.archived && !list.filter.some(({ field }) => field === 'archivedAt')
      ? [sql`${row('archivedAt')} is null`]
      : []),
  ];
}

/** What a condition compares with, in the order in which `conditions` writes it; and how many of what, for a plan's key. */
function comparedWith(
  noun: Noun,
  viewing: Viewing,
  condition: Condition,
): { values: unknown[]; form: string } {
  const owner = condition.link ? passable(noun, viewing, condition.link).target : noun;
  const field = filterable(owner, viewing, condition);
  const { field: name, operator, value } = condition;
  if (operator === 'isNull') return { values: [], form: String(value) };
  if (operator === 'startsWith') return { values: [beginning(name, value)], form: '' };
  const operands = (operator === 'in' && Array.isArray(value) ? value : [value]).map((item) =>
    operandOf(name, field, item),
  );
  return {
    values: operands.flatMap(({ given, external }) => (external ? [external.system, external.id] : [given])),
    form: operands.map(({ external }) => (external ? 'e' : 'v')).join(''),
  };
}

/** What a list's conditions compare with, in their order. */
export function listValues(
  noun: Noun,
  list: ListRequest,
  viewing: Viewing,
): { values: unknown[]; form: string } {
  const all = list.filter.map((condition) => ({
    condition,
    ...comparedWith(noun, viewing, condition),
  }));
  const since =
    list.updatedSince === undefined || noun.shared
      ? []
      : comparedWith(noun, viewing, { field: 'updatedAt', operator: 'gte', value: list.updatedSince }).values;
  return {
    values: [
      ...all.flatMap(({ values }) => values),
      ...(list.search === undefined ? [] : [likeContaining(list.search)]),
      ...since,
    ],
    form: JSON.stringify([
      all.map(({ condition: { link, field, operator }, form }) => [link, field, operator, form]),
      list.search !== undefined,
      list.updatedSince !== undefined,
      list.archived,
    ]),
  };
}
