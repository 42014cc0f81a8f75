import {
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLString,
  type GraphQLFieldConfig,
  type GraphQLFieldConfigMap,
} from 'graphql';
import type { Link, Noun } from '../../kernel/noun.ts';
import { bindingOf, listArguments, type ListArguments } from './arguments.ts';
import { Connection, connectionType } from './connection.ts';
import type { GraphqlContext, Row } from './context.ts';
import { keyOf } from './selection.ts';
import { Types } from './types.ts';

const list = (type: GraphQLObjectType | typeof GraphQLString) =>
  new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(type)));

/** The nouns as GraphQL types, each made once. */
export class NounTypes {
  readonly types = new Types();

  /** The object type of a noun: its fields, what a viewer may do with it, its links. */
  nounType(noun: Noun): GraphQLObjectType {
    return this.types.once(
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
        type: this.types.output(shape, `${noun.type}.${name}`, Boolean(readers || staged)),
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
        blockedActions: {
          type: list(this.#blockedActionType()),
          description: 'The other verbs of this role, each with why not.',
        },
      }),
    };
  }

  #blockedActionType(): GraphQLObjectType {
    const text = { type: new GraphQLNonNull(GraphQLString) };
    return this.types.once(
      'BlockedAction',
      () =>
        new GraphQLObjectType({ name: 'BlockedAction', fields: { action: text, code: text, detail: text } }),
    );
  }

  #linkFields(noun: Noun): GraphQLFieldConfigMap<Row, GraphqlContext> {
    return Object.fromEntries(
      [...noun.links.values()].map((link) => [
        link.name,
        link.many
          ? this.#manyLink(noun, link)
          : {
              type: this.nounType(link.target),
              resolve: (row: Row) => row[link.name],
            },
      ]),
    );
  }

  #manyLink(noun: Noun, link: Link): GraphQLFieldConfig<Row, GraphqlContext> {
    return {
      // Null where the viewer may not read the nouns at the other end: an empty list would say that there are none.
      type: connectionType(this.types, link.target, this.nounType(link.target)),
      args: listArguments(this.types, link.target),
      resolve(row, given: ListArguments, { actor, cursors }) {
        const page = row[keyOf(link.name, given)] as {
          data: (Row & { _key?: unknown })[];
          hasMore: boolean;
          count?: number;
        } | null;
        if (page === null) return null;
        const { data, hasMore, count } = page;
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
}
