import {
  GraphQLBoolean,
  GraphQLEnumType,
  GraphQLInputObjectType,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLString,
  type GraphQLFieldConfigArgumentMap,
  type GraphQLInputFieldConfigMap,
  type GraphQLInputType,
} from 'graphql';
import { refuse } from '../../kernel/errors.ts';
import type { Field, Noun } from '../../kernel/noun.ts';
import type { Actor } from '../../kernel/actor.ts';
import { operatorsOf } from '../reads/filter.ts';
import type { CursorBinding, CursorSealer } from '../reads/cursor.ts';
import { unwrap, wholeList, type Condition, type ListRequest, type Operator } from '../reads/request.ts';
import { screaming, type Types } from './types.ts';

export interface ListArguments {
  first?: number | null;
  after?: string | null;
  filter?: Record<string, Record<string, unknown> | null> | null;
  sort?: { field: string; direction: 'asc' | 'desc' }[] | null;
  q?: string | null;
  updatedSince?: string | null;
  archived?: boolean | null;
}

const nullableOf = (type: GraphQLInputType) => (type instanceof GraphQLNonNull ? type.ofType : type);

function conditionType(types: Types, noun: Noun, name: string, field: Field): GraphQLInputObjectType {
  const value = nullableOf(
    types.input(
      unwrap(field.shape).shape.meta()?.scalar || unwrap(field.shape).meta.scalar
        ? field.shape
        : unwrap(field.shape).shape,
      `${noun.type}.${name}`,
    ),
  );
  const operators = operatorsOf(field);
  const kind = `${String(value)}${operators.includes('gte') ? 'Range' : ''}${operators.includes('startsWith') ? 'Text' : ''}${operators.includes('isNull') ? 'OrNull' : ''}Filter`;
  return types.once(
    kind,
    () =>
      new GraphQLInputObjectType({
        name: kind,
        fields: Object.fromEntries(
          operators.map((operator) => [
            operator,
            {
              type:
                operator === 'in'
                  ? new GraphQLList(new GraphQLNonNull(value))
                  : operator === 'isNull'
                    ? GraphQLBoolean
                    : value,
            },
          ]),
        ),
      }),
  );
}

function conditionFields(types: Types, noun: Noun): GraphQLInputFieldConfigMap {
  const filterable = Object.entries(noun.fields).filter(([, field]) => field.filter);
  return Object.fromEntries(
    filterable.map(([name, field]) => [name, { type: conditionType(types, noun, name, field) }]),
  );
}

/** The typed filter of a noun's lists: its own fields, and those of its to-one links. */
function filterType(types: Types, noun: Noun): GraphQLInputObjectType {
  return types.once(
    `${noun.type}Filter`,
    () =>
      new GraphQLInputObjectType({
        name: `${noun.type}Filter`,
        description: 'Conditions, all of which hold.',
        fields: () => ({
          ...conditionFields(types, noun),
          ...Object.fromEntries(
            [...noun.links.values()]
              .filter(
                ({ many, target }) => !many && Object.values(target.fields).some(({ filter }) => filter),
              )
              .map(({ name, target }) => [
                name,
                {
                  type: types.once(
                    `${target.type}LinkFilter`,
                    () =>
                      new GraphQLInputObjectType({
                        name: `${target.type}LinkFilter`,
                        fields: () => conditionFields(types, target),
                      }),
                  ),
                },
              ]),
          ),
        }),
      }),
  );
}

function sortType(types: Types, noun: Noun): GraphQLInputObjectType {
  const direction = types.once(
    'SortDirection',
    () =>
      new GraphQLEnumType({
        name: 'SortDirection',
        values: { ASC: { value: 'asc' }, DESC: { value: 'desc' } },
      }),
  );
  return types.once(
    `${noun.type}Sort`,
    () =>
      new GraphQLInputObjectType({
        name: `${noun.type}Sort`,
        fields: {
          field: {
            type: new GraphQLNonNull(
              new GraphQLEnumType({
                name: `${noun.type}SortField`,
                values: Object.fromEntries(
                  Object.entries(noun.fields)
                    .filter(([, field]) => field.sort && !field.staged)
                    .map(([name]) => [
                      screaming(name.replace(/[A-Z]/g, (letter) => `_${letter}`)),
                      { value: name },
                    ]),
                ),
              }),
            ),
          },
          direction: { type: direction, defaultValue: 'asc' },
        },
      }),
  );
}

const sortable = (noun: Noun) => Object.values(noun.fields).some((field) => field.sort && !field.staged);

/** The arguments of a list, at the root or at a link. */
export const listArguments = (types: Types, noun: Noun): GraphQLFieldConfigArgumentMap => ({
  first: { type: GraphQLInt, description: 'At most 200; 50 unless told.' },
  after: { type: GraphQLString },
  ...(Object.values(noun.fields).some(({ filter }) => filter) && {
    filter: { type: filterType(types, noun) },
  }),
  ...(sortable(noun) && { sort: { type: new GraphQLList(new GraphQLNonNull(sortType(types, noun))) } }),
  ...(Object.values(noun.fields).some(({ search }) => search) && {
    q: { type: GraphQLString, description: 'Words to find.' },
  }),
  ...(!noun.shared && { updatedSince: { type: types.scalar('Instant') } }),
  ...(noun.archivable && { archived: { type: GraphQLBoolean, description: 'Show archived ones too.' } }),
});

function conditionsOf(noun: Noun, filter: NonNullable<ListArguments['filter']>): Condition[] {
  return Object.entries(filter).flatMap(([name, operators]) => {
    if (!operators) return [];
    if (noun.links.has(name)) {
      return Object.entries(operators as Record<string, Record<string, unknown>>).flatMap(([field, inner]) =>
        Object.entries(inner ?? {}).map(([operator, value]) => ({
          link: name,
          field,
          operator: operator as Operator,
          value,
        })),
      );
    }
    return Object.entries(operators).map(([operator, value]) => ({
      field: name,
      operator: operator as Operator,
      value,
    }));
  });
}

/** The terms a list's cursors are bound to. */
export const bindingOf = (
  actor: Actor,
  list: string,
  { first: _, after: __, ...terms }: ListArguments,
  asOf?: string,
): CursorBinding => ({ actor, list, terms: asOf === undefined ? terms : { ...terms, asOf } });

/** A list's arguments as a request. */
export function listRequestOf(
  noun: Noun,
  given: ListArguments,
  binding: CursorBinding,
  cursors: CursorSealer,
): ListRequest {
  const first = given.first ?? 50;
  if (first < 1 || first > 200) throw refuse('/first', 'invalid_value', 'first is between 1 and 200.');
  if (given.q != null && (given.q.length === 0 || given.q.length > 200))
    throw refuse('/q', 'invalid_value', 'q has 1 to 200 characters.');
  return {
    ...wholeList,
    limit: first,
    after: given.after == null ? null : (JSON.parse(cursors.open(given.after, binding)) as string[]),
    filter: given.filter ? conditionsOf(noun, given.filter) : [],
    sort: (given.sort ?? []).map(({ field, direction }) => ({ field, descending: direction === 'desc' })),
    search: given.q ?? undefined,
    updatedSince: given.updatedSince ?? undefined,
    archived: given.archived ?? false,
  };
}
