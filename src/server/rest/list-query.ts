import { z } from 'zod';
import { noSuchField, refuse } from '../../kernel/errors.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Noun } from '../../kernel/noun.ts';
import { asOfFrom } from '../reads/as-of.ts';
import type { CursorSealer } from '../reads/cursor.ts';
import { assertReadable } from '../reads/compile.ts';
import {
  allFields,
  emptySelection,
  operators,
  unwrap,
  wholeList,
  type Condition,
  type ListRequest,
  type Operator,
  type Selection,
  type SortKey,
} from '../reads/request.ts';
import type { Viewing } from '../reads/source.ts';

export type QueryString = Record<string, string | string[]>;

const mostNested = 50;
const mostFilters = 100;

const unknownParameter = (name: string) =>
  noSuchField(`/${name}`, `${name} is no parameter, or none that you may use.`);

const single = (query: QueryString, name: string): string | undefined => {
  const value = query[name];
  if (Array.isArray(value)) throw refuse(`/${name}`, 'repeated', `${name} is given once.`);
  return value;
};

const truth = (query: QueryString, name: string): boolean => {
  const value = single(query, name);
  if (value !== undefined && value !== 'true' && value !== 'false')
    throw refuse(`/${name}`, 'invalid_value', `${name} is true or false.`);
  return value === 'true';
};

/** A query string's text as the value the field's shape takes. */
function typed(noun: Noun | undefined, field: string, text: string): unknown {
  const shape = noun && Object.hasOwn(noun.fields, field) && unwrap(noun.fields[field]!.shape).shape;
  if (shape instanceof z.ZodBoolean) return text === 'true' ? true : text === 'false' ? false : text;
  if (shape instanceof z.ZodNumber) return /^-?\d{1,10}$/.test(text) ? Number(text) : text;
  return text;
}

function condition(noun: Noun, name: string, value: string | string[]): Condition {
  const match = /^(?:([a-zA-Z]+)\.)?([a-zA-Z]+)(?:\[([a-zA-Z]+)\])?$/.exec(name);
  const [, link, field, bracket] = match ?? [];
  if (!field || (bracket && !operators.includes(bracket as Operator))) throw unknownParameter(name);
  const owner = link ? noun.links.get(link)?.target : noun;
  const base = { field, ...(link && { link }) };
  if (bracket === 'isNull')
    return {
      ...base,
      operator: 'isNull',
      value: value === 'true' ? true : value === 'false' ? false : value,
    };
  if (bracket && bracket !== 'in') {
    if (Array.isArray(value)) throw refuse(`/${name}`, 'repeated', `${name} is given once.`);
    return { ...base, operator: bracket as Operator, value: typed(owner, field, value) };
  }
  const values = Array.isArray(value) ? value : value.split(',');
  if (values.length === 1 && !bracket)
    return { ...base, operator: 'eq', value: typed(owner, field, values[0]!) };
  return { ...base, operator: 'in', value: values.map((text) => typed(owner, field, text)) };
}

function sortKeys(text: string | undefined): SortKey[] {
  if (!text) return [];
  return text.split(',').map((part) => ({ field: part.replace(/^-/, ''), descending: part.startsWith('-') }));
}

export function limitOf(query: QueryString): number {
  const text = single(query, 'limit') ?? '50';
  const limit = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > 200) throw refuse('/limit', 'invalid_value', 'limit is between 1 and 200.');
  return limit;
}

const reserved = new Set([
  'limit',
  'after',
  'sort',
  'q',
  'include',
  'fields',
  'updatedSince',
  'archived',
  'count',
  'asOf',
]);

/** A list's query string as a request; `after` is opened by the caller, who holds the keys of cursors. */
export function listRequest(noun: Noun, query: QueryString): ListRequest {
  const filters = Object.entries(query).filter(([name]) => !reserved.has(name));
  if (filters.length > mostFilters) throw refuse('/', 'too_many_filters', `At most ${mostFilters} filters.`);
  const search = single(query, 'q');
  if (search !== undefined && (search.length === 0 || search.length > 200))
    throw refuse('/q', 'invalid_value', 'q has 1 to 200 characters.');
  return {
    ...wholeList,
    filter: filters.map(([name, value]) => condition(noun, name, value)),
    sort: sortKeys(single(query, 'sort')),
    limit: limitOf(query),
    search,
    updatedSince: single(query, 'updatedSince'),
    archived: truth(query, 'archived'),
    count: truth(query, 'count'),
  };
}

/** `fields` narrows, `include` nests links, two steps at most. */
export function selectionOf(noun: Noun, query: QueryString, viewing: Viewing): Selection {
  const fields = single(query, 'fields')?.split(',');
  if (fields) assertReadable(noun, fields, viewing);
  const selection = fields ? { ...emptySelection(), fields: new Set(fields) } : allFields(noun);
  for (const path of single(query, 'include')?.split(',') ?? []) {
    const steps = path.split('.');
    if (steps.length > 2) throw refuse('/include', 'too_deep', 'include nests two steps at most.');
    let owner = noun;
    let into = selection;
    for (const step of steps) {
      const link = owner.links.get(step);
      if (!link || !link.isOpenTo(viewing.actor))
        throw noSuchField('/include', `${owner.type} has no link ${step} that you may use.`);
      const nested = into.links.get(step) ?? {
        link,
        selection: allFields(link.target),
        list: { ...wholeList, limit: mostNested },
      };
      into.links.set(step, nested);
      owner = link.target;
      into = nested.selection;
    }
  }
  return selection;
}

/** The past that a read asks for, if it does. */
export function asOfOf(query: QueryString, actor: Actor, cursors: CursorSealer): string | undefined {
  const text = single(query, 'asOf');
  return text === undefined ? undefined : asOfFrom(text, actor, cursors);
}

/** A get takes these and nothing else. */
export function assertOnly(query: QueryString, ...names: string[]): void {
  for (const name of Object.keys(query)) if (!names.includes(name)) throw unknownParameter(name);
}
