import {
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type SelectionSetNode,
} from 'graphql';
import type { Actor } from '../../kernel/actor.ts';
import type { Noun } from '../../kernel/noun.ts';
import type { CursorSealer } from '../reads/cursor.ts';
import {
  asksCount,
  asksPlaces,
  type EdgeMember,
  type Leaf,
  type Member,
  type Page,
  type PageInfoMember,
  type PageMember,
  type Part,
  type Shape,
} from '../reads/shape.ts';
import { bindingOf, listRequestOf, type ListArguments } from './arguments.ts';

/** Thrown where an answer needs more than SQL can write; such a document is executed field by field. */
export class NotPlain extends Error {}

/** Fields that share a key are one field of the answer, asked for in several places. */
export type Fields = Map<string, FieldNode[]>;

const isList = (type: GraphQLOutputType): boolean => isListType(isNonNullType(type) ? type.ofType : type);

/** Turns what a document asks of a noun into the shape of its answer: aliases, fragments and directives are gone then. */
export class Shaping {
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #variables: Record<string, unknown>;
  readonly #actor: Actor;
  readonly #cursors: CursorSealer;

  constructor(
    fragments: ReadonlyMap<string, FragmentDefinitionNode>,
    variables: Record<string, unknown>,
    actor: Actor,
    cursors: CursorSealer,
  ) {
    this.#fragments = fragments;
    this.#variables = variables;
    this.#actor = actor;
    this.#cursors = cursors;
  }

  /** The fields that are really asked for, by the keys of the answer, in its order. */
  fields(sets: readonly (SelectionSetNode | undefined)[], into: Fields = new Map()): Fields {
    for (const set of sets) {
      for (const node of set?.selections ?? []) {
        if (this.#isLeftOut(node)) continue;
        if (node.kind !== 'Field') {
          const opened = node.kind === 'InlineFragment' ? node : this.#fragments.get(node.name.value)!;
          this.fields([opened.selectionSet], into);
          continue;
        }
        const key = node.alias?.value ?? node.name.value;
        const known = into.get(key);
        if (known) known.push(node);
        else into.set(key, [node]);
      }
    }
    return into;
  }

  #isLeftOut(node: SelectionSetNode['selections'][number]): boolean {
    if (!node.directives || node.directives.length === 0) return false;
    return (
      getDirectiveValues(GraphQLSkipDirective, node, this.#variables)?.['if'] === true ||
      getDirectiveValues(GraphQLIncludeDirective, node, this.#variables)?.['if'] === false
    );
  }

  arguments(type: GraphQLObjectType, node: FieldNode): Record<string, unknown> {
    return getArgumentValues(type.getFields()[node.name.value]!, node, this.#variables);
  }

  /** What is asked of one row. */
  shape(noun: Noun, type: GraphQLObjectType, nodes: readonly FieldNode[]): Shape {
    return [...this.fields(setsOf(nodes))].map(([key, [first, ...others]]) =>
      this.#member(noun, type, key, [first!, ...others]),
    );
  }

  #member(noun: Noun, type: GraphQLObjectType, key: string, nodes: [FieldNode, ...FieldNode[]]): Member {
    const name = nodes[0].name.value;
    if (name === '__typename') return { kind: 'type', key, type: type.name };
    const shown = type.getFields()[name]!.type;
    const link = noun.links.get(name);
    if (!link) return { kind: 'field', key, name, ...this.#valueOf(shown, nodes) };
    const target = getNamedType(shown) as GraphQLObjectType;
    if (!link.many) return { kind: 'one', key, link, shape: this.shape(link.target, target, nodes) };
    const given = this.arguments(type, nodes[0]) as ListArguments;
    const binding = bindingOf(this.#actor, `${noun.type}.${name}`, given);
    const page = this.page(link.target, target, nodes);
    // Cursors are sealed here and not in the database.
    if (asksPlaces(page)) throw new NotPlain();
    const list = { ...listRequestOf(link.target, given, binding, this.#cursors), count: asksCount(page) };
    return { kind: 'many', key, link, list, page };
  }

  /** What is asked of a page of a list. */
  page(noun: Noun, connection: GraphQLObjectType, nodes: readonly FieldNode[]): Page {
    const row = (from: GraphQLObjectType, field: string) =>
      getNamedType(from.getFields()[field]!.type) as GraphQLObjectType;
    return [...this.fields(setsOf(nodes))].map(([key, inner]): PageMember => {
      switch (inner[0]!.name.value) {
        case 'nodes':
          return { kind: 'nodes', key, shape: this.shape(noun, row(connection, 'nodes'), inner) };
        case 'edges':
          return { kind: 'edges', key, members: this.#edge(noun, row(connection, 'edges'), inner) };
        case 'pageInfo':
          return { kind: 'info', key, members: this.#info(inner) };
        case 'totalCount':
          return { kind: 'count', key };
        default:
          return { kind: 'type', key, type: connection.name };
      }
    });
  }

  #edge(noun: Noun, edge: GraphQLObjectType, nodes: readonly FieldNode[]): EdgeMember[] {
    const node = getNamedType(edge.getFields()['node']!.type) as GraphQLObjectType;
    return [...this.fields(setsOf(nodes))].map(([key, inner]): EdgeMember => {
      const name = inner[0]!.name.value;
      if (name === 'node') return { kind: 'node', key, shape: this.shape(noun, node, inner) };
      return name === 'cursor' ? { kind: 'cursor', key } : { kind: 'type', key, type: edge.name };
    });
  }

  #info(nodes: readonly FieldNode[]): PageInfoMember[] {
    return [...this.fields(setsOf(nodes))].map(([key, inner]) => {
      const name = inner[0]!.name.value;
      return { key, of: name === '__typename' ? 'type' : (name as PageInfoMember['of']) };
    });
  }

  #valueOf(type: GraphQLOutputType, nodes: readonly FieldNode[]) {
    const named = getNamedType(type);
    const many = isList(type);
    if (isObjectType(named)) return { leaf: 'plain' as const, parts: this.#parts(named, nodes), many };
    return { leaf: leafOf(type), many };
  }

  #parts(type: GraphQLObjectType, nodes: readonly FieldNode[]): Part[] {
    return [...this.fields(setsOf(nodes))].map(([key, inner]): Part => {
      const name = inner[0]!.name.value;
      if (name === '__typename') return { key, type: type.name, leaf: 'plain', many: false };
      const field = type.getFields()[name]!.type;
      return { key, name, type: type.name, ...this.#valueOf(field, inner) };
    });
  }
}

const setsOf = (nodes: readonly FieldNode[]) => nodes.map(({ selectionSet }) => selectionSet);

const plainly = new Set(['Int', 'Boolean', 'Json']);

function leafOf(type: GraphQLOutputType): Leaf {
  const named = getNamedType(type);
  if (isList(type)) return isEnumType(named) ? 'names' : 'plain';
  if (isEnumType(named)) return 'name';
  return plainly.has(named.name) ? 'plain' : 'text';
}
