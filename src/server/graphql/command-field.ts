import {
  GraphQLBoolean,
  GraphQLID,
  GraphQLInputObjectType,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLString,
} from 'graphql';
import type { z } from 'zod';
import { camel, pascal } from '../../kernel/words.ts';
import { isNoun, type Command } from '../../kernel/operation.ts';
import { fingerprintOf } from '../execute/idempotency.ts';
import { readingOf, type FieldConfig, type Row } from './context.ts';
import type { NounTypes } from './noun-types.ts';
import { fieldsOf, selectNoun, under } from './selection.ts';
import { plain, type Types } from './types.ts';

const list = (type: GraphQLObjectType) => new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(type)));

function eventType(types: Types): GraphQLObjectType {
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

/** The mutation of a command: one input, one payload with the noun and the events. */
export function commandField(operation: Command, nouns: NounTypes): FieldConfig {
  const { types } = nouns;
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
      [result]: { type: isNoun(output) ? nouns.nounType(output) : types.output(output, `${name}Result`) },
      events: { type: list(eventType(nouns.types)) },
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
      const { expectedVersion, idempotencyKey, dryRun, ...members } = plain(given) as Record<string, unknown>;
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
