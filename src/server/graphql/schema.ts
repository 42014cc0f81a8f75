import {
  GraphQLBoolean,
  GraphQLID,
  GraphQLInputObjectType,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
  type GraphQLFieldConfig,
  type GraphQLFieldConfigMap,
  type GraphQLResolveInfo,
} from 'graphql';
import { z } from 'zod';
import { refuse } from '../../kernel/errors.ts';
import { Instant } from '../../kernel/shapes.ts';
import { isNoun, type Command, type Query, type Read } from '../../kernel/operation.ts';
import type { Link, Noun } from '../../kernel/noun.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { OpenTransaction } from '../database/transaction.ts';
import { fingerprintOf } from '../execute/idempotency.ts';
import type { Executor } from '../execute/execute.ts';
import type { CursorSealer } from '../reads/cursor.ts';
import type { Registry } from '../registry.ts';
import { bindingOf, listArguments, listRequestOf, type ListArguments } from './arguments.ts';
import { Connection, connectionType } from './connection.ts';
import { fieldsOf, keyOf, selectNoun, selectPage, under, type Reading } from './selection.ts';
import { plain, Types } from './types.ts';

/** What every resolver of one request shares: who asks, and one snapshot to read from. */
export interface GraphqlContext {
  actor: Actor;
  requestId: string;
  address: string;
  executor: Executor;
  cursors: CursorSealer;
  snapshot(): Promise<OpenTransaction>;
}

type FieldConfig = GraphQLFieldConfig<unknown, GraphqlContext>;
type Row = Record<string, unknown>;

const camel = (name: string) => name[0]!.toLowerCase() + name.slice(1);
const pascal = (name: string) => name[0]!.toUpperCase() + name.slice(1);
const list = (type: ConstructorParameters<typeof GraphQLNonNull>[0]) =>
  new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(type as never)));

class SchemaBuilder {
  readonly #types = new Types();
  readonly #registry: Registry;

  constructor(registry: Registry) {
    this.#registry = registry;
  }

  #nounType(noun: Noun): GraphQLObjectType {
    return this.#types.once(
      noun.type,
      () =>
        new GraphQLObjectType({
          name: noun.type,
          description: noun.summary,
          fields: () => ({ ...this.#ownFields(noun), ...this.#linkFields(noun) }),
        }),
    );
  }

  #ownFields(noun: Noun): GraphQLFieldConfigMap<Row, GraphqlContext> {
    const fields = Object.entries(noun.fields).map(([name, { shape, readers, staged }]) => [
      name,
      {
        type: this.#types.output(shape, `${noun.type}.${name}`, Boolean(readers || staged)),
        ...(shape.meta()?.description && { description: shape.meta()!.description }),
      },
    ]);
    return {
      ...(Object.fromEntries(fields) as GraphQLFieldConfigMap<Row, GraphqlContext>),
      ...(noun.lifecycle && {
        allowedActions: {
          type: list(GraphQLString),
          description: 'The verbs that this viewer may take now.',
        },
      }),
    };
  }

  #linkFields(noun: Noun): GraphQLFieldConfigMap<Row, GraphqlContext> {
    return Object.fromEntries(
      [...noun.links.values()].map((link) => [
        link.name,
        link.many
          ? this.#manyLink(noun, link)
          : {
              type: this.#nounType(link.target),
              resolve: (row: Row) => row[link.name],
            },
      ]),
    );
  }

  #manyLink(noun: Noun, link: Link): GraphQLFieldConfig<Row, GraphqlContext> {
    return {
      type: new GraphQLNonNull(connectionType(this.#types, link.target, this.#nounType(link.target))),
      args: listArguments(this.#types, link.target),
      resolve(row, given: ListArguments, { actor, cursors }) {
        const { data, hasMore, count } = row[keyOf(link.name, given)] as {
          data: (Row & { _key?: unknown })[];
          hasMore: boolean;
          count?: number;
        };
        const items = data.map((node) => ({ node, place: JSON.stringify(node._key) }));
        return new Connection(
          items,
          hasMore,
          count,
          given.after != null,
          cursors,
          bindingOf(actor, `${noun.type}.${link.name}`, given),
        );
      },
    };
  }

  #get(operation: Read): FieldConfig {
    const { noun } = operation;
    const types = this.#types;
    return {
      type: this.#nounType(noun),
      description: operation.summary,
      args: {
        [noun.key]: { type: GraphQLID },
        ...(noun.externalIds && {
          ref: {
            type: types.once('ExternalIdInput', () =>
              types.input(
                z.strictObject({ system: z.string(), id: z.string() }).meta({ id: 'ExternalId' }).optional(),
                'ExternalId',
              ),
            ) as GraphQLInputObjectType,
          },
        }),
        ...(!noun.shared && { asOf: { type: types.scalar('Instant') } }),
      },
      async resolve(_, given: Record<string, unknown>, context, info) {
        const asOf = checkedInstant(given['asOf']);
        const reading = readingOf(context, info, asOf);
        const ref = given['ref'] as { system: string; id: string } | null | undefined;
        if ((given[noun.key] == null) === (ref == null))
          throw refuse(`/${noun.key}`, 'one_of', `Give either ${noun.key} or ref.`);
        const key = ref ? `ext:${ref.system}:${ref.id}` : String(given[noun.key]);
        const selection = selectNoun(
          noun,
          info.fieldNodes.map(({ selectionSet }) => selectionSet),
          reading,
        );
        context.executor.assertPermission(operation, context.actor);
        const text = await context.executor.get(
          operation,
          key,
          selection,
          { ...viewingOf(context, asOf) },
          await context.snapshot(),
        );
        return JSON.parse(text) as Row;
      },
    };
  }

  #list(operation: Read): FieldConfig {
    const { noun } = operation;
    return {
      type: connectionType(this.#types, noun, this.#nounType(noun)),
      description: operation.summary,
      args: {
        ...listArguments(this.#types, noun),
        ...(!noun.shared && { asOf: { type: this.#types.scalar('Instant') } }),
      },
      async resolve(_, { asOf: given, ...terms }: ListArguments & { asOf?: string }, context, info) {
        const asOf = checkedInstant(given);
        context.executor.assertPermission(operation, context.actor);
        const page = selectPage(
          noun,
          info.fieldNodes.map(({ selectionSet }) => selectionSet),
          readingOf(context, info, asOf),
        );
        const binding = bindingOf(context.actor, operation.name, terms, asOf);
        const request = { ...listRequestOf(noun, terms, binding, context.cursors), count: page.count };
        const found = await context.executor.list(
          operation,
          request,
          page.selection,
          viewingOf(context, asOf),
          await context.snapshot(),
        );
        const items = found.rows.map((row, index) => ({
          node: JSON.parse(row) as Row,
          place: found.places[index]!,
        }));
        return new Connection(
          items,
          found.hasMore,
          found.total,
          terms.after != null,
          context.cursors,
          binding,
        );
      },
    };
  }

  #query(operation: Query): FieldConfig {
    return {
      type: this.#types.output(operation.output, pascal(operation.name), true),
      description: operation.summary,
      args: Object.fromEntries(
        Object.entries<z.ZodType>(operation.input.shape).map(([name, shape]) => [
          name,
          { type: this.#types.input(shape, `${operation.name}.${name}`) },
        ]),
      ),
      resolve: async (_, given, context) => {
        const input = withoutNulls(plain(given));
        const caller = { ...context, operation };
        if (operation.answered) return context.executor.poll(caller, input);
        return context.executor.query(caller, input, await context.snapshot());
      },
    };
  }

  #command(operation: Command): FieldConfig {
    const types = this.#types;
    const name = pascal(operation.name);
    const { output } = operation;
    const result = isNoun(output) ? camel(output.type) : 'result';
    const input = new GraphQLInputObjectType({
      name: `${name}Input`,
      fields: () => ({
        ...Object.fromEntries(
          Object.entries<z.ZodType>(operation.input.shape).map(([key, shape]) => [
            key,
            {
              type: types.input(shape, `${name}.${key}`),
              ...(shape.meta()?.description && { description: shape.meta()!.description! }),
            },
          ]),
        ),
        ...(operation.concurrency !== 'none' && { expectedVersion: { type: GraphQLInt } }),
        idempotencyKey: { type: GraphQLString },
        dryRun: { type: GraphQLBoolean },
      }),
    });
    const payload = new GraphQLObjectType({
      name: `${name}Payload`,
      fields: () => ({
        [result]: { type: isNoun(output) ? this.#nounType(output) : types.output(output, `${name}Result`) },
        events: { type: list(this.#eventType()) },
        replayed: { type: new GraphQLNonNull(GraphQLBoolean) },
        dryRun: { type: new GraphQLNonNull(GraphQLBoolean) },
      }),
    });
    return {
      // Nullable, so that a failing mutation beside this one hides nothing that was already done.
      type: payload,
      description: operation.summary,
      args: { input: { type: new GraphQLNonNull(input) } },
      async resolve(_, { input: given }: { input: Record<string, unknown> }, context, info) {
        const { expectedVersion, idempotencyKey, dryRun, ...members } = plain(given) as Record<
          string,
          unknown
        >;
        const nodes = info.fieldNodes.flatMap(({ selectionSet }) => [...fieldsOf(selectionSet, info)]);
        const sets = under(nodes, result).map(({ selectionSet }) => selectionSet);
        const selection = isNoun(output)
          ? selectNoun(output, sets, readingOf(context, info))
          : { fields: new Set<string>(), links: new Map() };
        const answer = await context.executor.command({
          ...context,
          operation,
          input: members,
          expectedVersion: (expectedVersion as number | null) ?? undefined,
          idempotencyKey: (idempotencyKey as string | null) ?? undefined,
          dryRun: dryRun === true,
          selection,
          absence: 'null',
          view: `graphql ${fingerprintOf(
            [...selection.fields],
            [...selection.links.keys()],
            sets.map((set) => set?.loc?.source.body),
          )}`,
        });
        return {
          [result]: JSON.parse(answer.result) as Row,
          events: answer.events,
          replayed: answer.replayed,
          dryRun: dryRun === true,
        };
      },
    };
  }

  #eventType(): GraphQLObjectType {
    const types = this.#types;
    return types.once(
      'EventRecord',
      () =>
        new GraphQLObjectType({
          name: 'EventRecord',
          description: 'One fact that happened.',
          fields: {
            id: { type: new GraphQLNonNull(GraphQLID) },
            type: { type: new GraphQLNonNull(GraphQLString) },
            subject: {
              type: new GraphQLNonNull(
                new GraphQLObjectType({
                  name: 'EventSubject',
                  fields: {
                    type: { type: new GraphQLNonNull(GraphQLString) },
                    id: { type: new GraphQLNonNull(GraphQLID) },
                    version: { type: new GraphQLNonNull(GraphQLInt) },
                  },
                }),
              ),
            },
            at: { type: new GraphQLNonNull(types.scalar('Instant')) },
            reason: { type: GraphQLString },
            data: { type: types.scalar('Json') },
          },
        }),
    );
  }

  build(): GraphQLSchema {
    const operations = [...this.#registry.operations.values()];
    const queries = operations.flatMap((operation): [string, FieldConfig][] => {
      if (operation.kind === 'get') return [[operation.noun.name, this.#get(operation)]];
      if (operation.kind === 'list') return [[operation.noun.plural, this.#list(operation)]];
      return operation.kind === 'query' ? [[operation.name, this.#query(operation)]] : [];
    });
    const mutations = operations.flatMap((operation): [string, FieldConfig][] =>
      operation.kind === 'command' ? [[operation.name, this.#command(operation)]] : [],
    );
    return new GraphQLSchema({
      query: new GraphQLObjectType({ name: 'Query', fields: Object.fromEntries(queries) }),
      ...(mutations.length > 0 && {
        mutation: new GraphQLObjectType({ name: 'Mutation', fields: Object.fromEntries(mutations) }),
      }),
    });
  }
}

const readingOf = ({ actor, cursors }: GraphqlContext, info: GraphQLResolveInfo, asOf?: string): Reading => ({
  info,
  actor,
  cursors,
  asOf,
});
const viewingOf = ({ actor }: GraphqlContext, asOf: string | undefined) => ({
  actor,
  asOf,
  absence: 'null' as const,
});

function checkedInstant(given: unknown): string | undefined {
  if (given === null || given === undefined) return undefined;
  const parsed = Instant.safeParse(given);
  if (!parsed.success) throw refuse('/asOf', 'invalid_value', parsed.error.issues[0]!.message);
  return parsed.data;
}

/** An argument given as null is one not given. */
const withoutNulls = (given: unknown) =>
  Object.fromEntries(Object.entries(given as object).filter(([, value]) => value !== null));

/** The GraphQL schema of everything in the registry. */
export const buildSchema = (registry: Registry): GraphQLSchema => new SchemaBuilder(registry).build();
