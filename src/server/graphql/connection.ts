import {
  GraphQLBoolean,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLString,
} from 'graphql';
import type { Noun } from '../../kernel/noun.ts';
import type { CursorBinding, CursorSealer } from '../reads/cursor.ts';
import type { Types } from './types.ts';

interface Item {
  node: Record<string, unknown>;
  /** The row's place in the list's order, as JSON text. */
  place: string;
}

/** A page of a list in Relay's form; cursors are made only where they are asked for. */
export class Connection {
  readonly #items: readonly Item[];
  readonly #hasMore: boolean;
  readonly #hasEarlier: boolean;
  readonly #seal: (place: string) => string;
  readonly totalCount: number | undefined;

  constructor(
    items: readonly Item[],
    hasMore: boolean,
    total: number | undefined,
    hasEarlier: boolean,
    cursors: CursorSealer,
    binding: CursorBinding,
  ) {
    this.#items = items;
    this.#hasMore = hasMore;
    this.#hasEarlier = hasEarlier;
    this.#seal = (place) => cursors.seal(place, binding);
    this.totalCount = total;
  }

  nodes() {
    return this.#items.map(({ node }) => node);
  }

  edges() {
    return this.#items.map(({ node, place }) => ({ node, cursor: () => this.#seal(place) }));
  }

  pageInfo() {
    const first = this.#items[0];
    const last = this.#items.at(-1);
    return {
      hasNextPage: this.#hasMore,
      hasPreviousPage: this.#hasEarlier,
      startCursor: () => (first ? this.#seal(first.place) : null),
      endCursor: () => (last ? this.#seal(last.place) : null),
    };
  }
}

/** The connection type of a noun. */
export function connectionType(types: Types, noun: Noun, node: GraphQLObjectType): GraphQLObjectType {
  const pageInfo = types.once(
    'PageInfo',
    () =>
      new GraphQLObjectType({
        name: 'PageInfo',
        fields: {
          hasNextPage: { type: new GraphQLNonNull(GraphQLBoolean) },
          hasPreviousPage: { type: new GraphQLNonNull(GraphQLBoolean) },
          startCursor: { type: GraphQLString },
          endCursor: { type: GraphQLString },
        },
      }),
  );
  const many = (type: GraphQLObjectType) => new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(type)));
  return types.once(
    `${noun.type}Connection`,
    () =>
      new GraphQLObjectType({
        name: `${noun.type}Connection`,
        fields: () => ({
          nodes: { type: many(node) },
          edges: {
            type: many(
              new GraphQLObjectType({
                name: `${noun.type}Edge`,
                fields: {
                  node: { type: new GraphQLNonNull(node) },
                  cursor: { type: new GraphQLNonNull(GraphQLString) },
                },
              }),
            ),
          },
          pageInfo: { type: new GraphQLNonNull(pageInfo) },
          totalCount: { type: GraphQLInt, description: 'Counted only when asked for.' },
        }),
      }),
  );
}
