import {
  getArgumentValues,
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type SelectionSetNode,
} from 'graphql';
import type { Noun } from '../../kernel/noun.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { CursorSealer } from '../reads/cursor.ts';
import { emptySelection, wholeList, type Selection } from '../reads/request.ts';
import { bindingOf, listRequestOf, type ListArguments } from './arguments.ts';

/** What turning a query's fields into a selection needs to know. */
export interface Reading {
  info: GraphQLResolveInfo;
  actor: Actor;
  cursors: CursorSealer;
  asOf?: string | undefined;
}

/** Where a link's value stands in its parent: by its name, and by its arguments where it has any. */
export const keyOf = (name: string, given: object): string =>
  Object.keys(given).length === 0 ? name : `${name} ${JSON.stringify(given)}`;

/** The fields that are really asked for: fragments opened, @skip and @include obeyed. */
export function* fieldsOf(set: SelectionSetNode | undefined, info: GraphQLResolveInfo): Generator<FieldNode> {
  for (const node of set?.selections ?? []) {
    if (getDirectiveValues(GraphQLSkipDirective, node, info.variableValues)?.['if'] === true) continue;
    if (getDirectiveValues(GraphQLIncludeDirective, node, info.variableValues)?.['if'] === false) continue;
    if (node.kind === 'Field') yield node;
    else if (node.kind === 'InlineFragment') yield* fieldsOf(node.selectionSet, info);
    else yield* fieldsOf(info.fragments[node.name.value]?.selectionSet, info);
  }
}

/** The nodes under the fields of a name. */
export const under = (nodes: Iterable<FieldNode>, name: string): FieldNode[] =>
  [...nodes].filter((node) => node.name.value === name);

/** What is asked of a noun, gathered from every place in the query that meets the same row. */
export function selectNoun(
  noun: Noun,
  sets: (SelectionSetNode | undefined)[],
  reading: Reading,
  into = emptySelection(),
): Selection {
  const type = reading.info.schema.getType(noun.type) as GraphQLObjectType;
  for (const node of sets.flatMap((set) => [...fieldsOf(set, reading.info)])) {
    const name = node.name.value;
    const link = noun.links.get(name);
    if (!link) {
      if (name !== '__typename') into.fields.add(name);
      continue;
    }
    const given = getArgumentValues(
      type.getFields()[name]!,
      node,
      reading.info.variableValues,
    ) as ListArguments;
    const key = keyOf(name, given);
    if (!link.many) {
      const nested = into.links.get(key)?.selection;
      into.links.set(key, {
        link,
        list: wholeList,
        selection: selectNoun(link.target, [node.selectionSet], reading, nested),
      });
      continue;
    }
    const binding = bindingOf(reading.actor, `${noun.type}.${name}`, given);
    const list = into.links.get(key)?.list ?? listRequestOf(link.target, given, binding, reading.cursors);
    const page = selectPage(link.target, [node.selectionSet], reading, into.links.get(key)?.selection);
    into.links.set(key, {
      link,
      selection: page.selection,
      list: { ...list, keys: list.keys || page.keys, count: list.count || page.count },
    });
  }
  return into;
}

/** What is asked of a connection: of its rows, and whether cursors and a total are wanted. */
export function selectPage(
  noun: Noun,
  sets: (SelectionSetNode | undefined)[],
  reading: Reading,
  into?: Selection,
) {
  const nodes = sets.flatMap((set) => [...fieldsOf(set, reading.info)]);
  const edges = under(nodes, 'edges').flatMap(({ selectionSet }) => [
    ...fieldsOf(selectionSet, reading.info),
  ]);
  const rows = [...under(nodes, 'nodes'), ...under(edges, 'node')].map(({ selectionSet }) => selectionSet);
  return {
    selection: selectNoun(noun, rows, reading, into),
    keys: under(edges, 'cursor').length > 0 || under(nodes, 'pageInfo').length > 0,
    count: under(nodes, 'totalCount').length > 0,
  };
}
