import { GraphQLID, GraphQLString, type GraphQLInputObjectType } from 'graphql';
import { z } from 'zod';
import { pascal } from '../../kernel/words.ts';
import { refuse } from '../../kernel/errors.ts';
import { isFileQuery, type FileAnswer } from '../../kernel/file-answer.ts';
import type { Query, Read } from '../../kernel/operation.ts';
import { inTransaction } from '../database/transaction.ts';
import { poll } from '../execute/poll.ts';
import { bindingOf, listArguments, listRequestOf, type ListArguments } from './arguments.ts';
import { Connection, connectionType } from './connection.ts';
import { pastOf, readingOf, viewingOf, withoutNulls, type FieldConfig, type Row } from './context.ts';
import type { NounTypes } from './noun-types.ts';
import { selectNoun, selectPage } from './selection.ts';
import { plain } from './types.ts';
import { wholeFile } from './whole-file.ts';

const asOfArgument = {
  type: GraphQLString,
  description: 'As it was at an instant of the tenant’s clock, or just after the event of a feed cursor.',
};

/** The field that reads one of a noun. */
export function getField(operation: Read, nouns: NounTypes): FieldConfig {
  const { noun } = operation;
  const { types } = nouns;
  return {
    type: nouns.nounType(noun),
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
      ...(!noun.shared && { asOf: asOfArgument }),
    },
    async resolve(_, given: Record<string, unknown>, context, info) {
      const asOf = pastOf(context, given['asOf']);
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
      const { j } = await context.executor.get(
        operation,
        key,
        selection,
        { ...viewingOf(context, asOf) },
        await context.snapshot(),
      );
      return JSON.parse(j) as Row;
    },
  };
}

/** The field that lists a noun. */
export function listField(operation: Read, nouns: NounTypes): FieldConfig {
  const { noun } = operation;
  return {
    type: connectionType(nouns.types, noun, nouns.nounType(noun)),
    description: operation.summary,
    args: {
      ...listArguments(nouns.types, noun),
      ...(!noun.shared && { asOf: asOfArgument }),
    },
    async resolve(_, { asOf: given, ...terms }: ListArguments & { asOf?: string }, context, info) {
      const asOf = pastOf(context, given);
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
      return new Connection(items, found.hasMore, found.total, terms.after != null, context.cursors, binding);
    },
  };
}

/** The field of a standing query. */
export function queryField(operation: Query, nouns: NounTypes): FieldConfig {
  return {
    type: nouns.types.output(operation.output, pascal(operation.name), true),
    description: operation.summary,
    args: Object.fromEntries(
      Object.entries<z.ZodType>(operation.input.shape).map(([name, shape]) => [
        name,
        { type: nouns.types.input(shape, `${operation.name}.${name}`) },
      ]),
    ),
    resolve: async (_, given, context) => {
      const input = withoutNulls(plain(given));
      const caller = { ...context, operation };
      if (operation.answered) return poll(context, caller, input);
      const answer = operation.heavy
        ? await inTransaction(
            context.reports,
            { actor: context.actor, readOnly: true, isolation: 'repeatable read' },
            (tx) => context.executor.query(caller, input, tx),
          )
        : await context.executor.query(caller, input, await context.snapshot());
      return isFileQuery(operation) ? wholeFile(answer as FileAnswer) : answer;
    },
  };
}
