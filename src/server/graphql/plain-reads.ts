import {
  GraphQLError,
  getNamedType,
  getOperationAST,
  getVariableValues,
  specifiedRules,
  validate,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type ValidationRule,
} from 'graphql';
import type { Actor } from '../../kernel/actor.ts';
import { Problem } from '../../kernel/errors.ts';
import type { Read } from '../../kernel/operation.ts';
import { notedIfDone } from '../access-log/notes.ts';
import type { OpenTransaction } from '../database/transaction.ts';
import type { Executor } from '../execute/execute.ts';
import type { ShapedPage } from '../execute/read.ts';
import type { CursorBinding, CursorSealer } from '../reads/cursor.ts';
import { asksCount, asksPlaces, type Page, type PageMember } from '../reads/shape.ts';
import { bindingOf, listRequestOf, type ListArguments } from './arguments.ts';
import { assertWithinLimits, parseQuery } from './limits.ts';
import { NotPlain, Shaping } from './shaping.ts';

interface Known {
  document: DocumentNode;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/** A request as it came: text, variables, and which of the text's operations. */
export interface GraphqlRequest {
  query: string;
  variables?: Record<string, unknown> | null;
  operationName?: string | null;
}

/** Reads what a root asks for, in a transaction that is open or in one of its own. */
type RootRead = (tx: OpenTransaction | undefined) => Promise<string>;

const mostKept = 500;
const longestKept = 20_000;

/**
 * Answers documents that only get and list nouns: the selection becomes SQL that writes the answer's own JSON, which
 * passes through without a second walk. Whatever else a document holds, and whatever fails, is left to the executor of
 * fields, which says it in GraphQL's way.
 */
export class PlainReads {
  readonly #schema: GraphQLSchema;
  readonly #rules: readonly ValidationRule[];
  readonly #executor: Executor;
  readonly #cursors: CursorSealer;
  readonly #reads: ReadonlyMap<string, Read>;
  /** Valid documents by their text; null for those that are not to be answered here. */
  readonly #known = new Map<string, Known | null>();

  constructor(
    schema: GraphQLSchema,
    rules: readonly ValidationRule[],
    executor: Executor,
    cursors: CursorSealer,
  ) {
    this.#schema = schema;
    this.#rules = [...specifiedRules, ...rules];
    this.#executor = executor;
    this.#cursors = cursors;
    this.#reads = new Map(
      [...executor.registry.operations.values()].flatMap((operation) =>
        operation.kind === 'get'
          ? [[operation.noun.name, operation] as const]
          : operation.kind === 'list'
            ? [[operation.noun.plural, operation] as const]
            : [],
      ),
    );
  }

  /** The answer's text, or undefined where it is not one of these. */
  async answer(
    request: GraphqlRequest,
    actor: Actor,
    snapshot: () => Promise<OpenTransaction>,
  ): Promise<string | undefined> {
    try {
      const known = this.#document(request.query);
      if (!known) return undefined;
      const operation = getOperationAST(known.document, request.operationName);
      if (operation?.operation !== 'query' || (operation.directives?.length ?? 0) > 0) return undefined;
      const given = request.variables ?? {};
      return await notedIfDone(() => this.#run(operation, known, given, actor, snapshot));
    } catch (error) {
      if (error instanceof NotPlain || error instanceof Problem || error instanceof GraphQLError)
        return undefined;
      throw error;
    }
  }

  #document(query: string): Known | null {
    const kept = this.#known.get(query);
    if (kept !== undefined) return kept;
    const document = parseQuery(query);
    const valid = validate(this.#schema, document, this.#rules).length === 0;
    const known =
      valid && document.definitions.some(isQuery) ? { document, fragments: fragmentsOf(document) } : null;
    if (query.length <= longestKept) {
      if (this.#known.size >= mostKept) this.#known.delete(this.#known.keys().next().value!);
      this.#known.set(query, known);
    }
    return known;
  }

  async #run(
    operation: OperationDefinitionNode,
    { document, fragments }: Known,
    given: Record<string, unknown>,
    actor: Actor,
    snapshot: () => Promise<OpenTransaction>,
  ): Promise<string> {
    const coerced = getVariableValues(this.#schema, operation.variableDefinitions ?? [], given, {
      maxErrors: 1,
    }).coerced;
    if (!coerced) throw new NotPlain();
    assertWithinLimits(document, given);
    const shaping = new Shaping(fragments, coerced, actor, this.#cursors);
    const roots = [...shaping.fields([operation.selectionSet])];
    const reads = roots.filter(([, [node]]) => node!.name.value !== '__typename');
    if (!reads.every(([, [node]]) => this.#reads.has(node!.name.value))) throw new NotPlain();
    // Nothing is read before it is known that all of it can be.
    const asked = roots.map(([key, nodes]) => {
      const read = this.#reads.get(nodes[0]!.name.value);
      return { key, run: read && this.#root(read, nodes, shaping, actor) };
    });
    // Several reads see one moment.
    const tx = reads.length > 1 ? await snapshot() : undefined;
    const members: string[] = [];
    for (const { key, run } of asked)
      members.push(`${JSON.stringify(key)}:${run ? await run(tx) : '"Query"'}`);
    return `{"data":{${members.join(',')}}}`;
  }

  #root(read: Read, nodes: Parameters<Shaping['page']>[2], shaping: Shaping, actor: Actor): RootRead {
    const root = this.#schema.getQueryType()!;
    const given = shaping.arguments(root, nodes[0]!);
    if (given['asOf'] != null) throw new NotPlain();
    const type = getNamedType(root.getFields()[nodes[0]!.name.value]!.type) as GraphQLObjectType;
    if (read.kind === 'list') return this.#list(read, type, nodes, given, shaping, actor);
    const key = given[read.noun.key];
    if (given['ref'] != null || typeof key !== 'string' || key.startsWith('ext:')) throw new NotPlain();
    const shape = shaping.shape(read.noun, type, nodes);
    return (tx) => this.#executor.getShaped(read, key, shape, actor, tx);
  }

  #list(
    read: Read,
    type: GraphQLObjectType,
    nodes: Parameters<Shaping['page']>[2],
    given: ListArguments,
    shaping: Shaping,
    actor: Actor,
  ): RootRead {
    const page = shaping.page(read.noun, type, nodes);
    const binding = bindingOf(actor, read.name, given);
    const list = {
      ...listRequestOf(read.noun, given, binding, this.#cursors),
      count: asksCount(page),
      keys: asksPlaces(page),
    };
    return async (tx) => {
      const found = await this.#executor.listShaped(read, list, page, actor, tx);
      return pageText(page, found, given.after != null, this.#cursors, binding);
    };
  }
}

const isQuery = (definition: DocumentNode['definitions'][number]) =>
  definition.kind === 'OperationDefinition' && definition.operation === 'query';

const fragmentsOf = (document: DocumentNode) =>
  new Map(
    document.definitions.flatMap((part) =>
      part.kind === 'FragmentDefinition' ? [[part.name.value, part] as const] : [],
    ),
  );

/** A page's JSON around the rows' own. */
function pageText(
  page: Page,
  { rows, places, hasMore, total }: ShapedPage,
  hasEarlier: boolean,
  cursors: CursorSealer,
  binding: CursorBinding,
): string {
  const seal = (place: string | undefined) => (place === undefined ? null : cursors.seal(place, binding));
  let column = 0;
  const valueOf = (member: PageMember): string => {
    switch (member.kind) {
      case 'type':
        return JSON.stringify(member.type);
      case 'count':
        return String(total);
      case 'nodes': {
        const at = column++;
        return `[${rows.map((row) => row[at]).join(',')}]`;
      }
      case 'edges': {
        const parts = member.members.map((inner) => ({ inner, at: inner.kind === 'node' ? column++ : 0 }));
        const edge = (row: readonly string[], index: number) =>
          parts.map(({ inner, at }) => {
            const text =
              inner.kind === 'node'
                ? row[at]
                : JSON.stringify(inner.kind === 'cursor' ? seal(places[index]) : inner.type);
            return `${JSON.stringify(inner.key)}:${text}`;
          });
        return `[${rows.map((row, index) => `{${edge(row, index).join(',')}}`).join(',')}]`;
      }
      case 'info': {
        const facts = {
          type: 'PageInfo',
          hasNextPage: hasMore,
          hasPreviousPage: hasEarlier,
          startCursor: seal(places[0]),
          endCursor: seal(places.at(-1)),
        };
        return JSON.stringify(Object.fromEntries(member.members.map(({ key, of }) => [key, facts[of]])));
      }
    }
  };
  return `{${page.map((member) => `${JSON.stringify(member.key)}:${valueOf(member)}`).join(',')}}`;
}
