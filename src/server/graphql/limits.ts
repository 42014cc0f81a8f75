import {
  parse,
  type DocumentNode,
  type FragmentDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { malformed, queryTooComplex } from '../../kernel/errors.ts';

/** What a query may be, counted over its opened fragments before anything runs (GQL-2). Documented in the README. */
export const limits = {
  tokens: 2_000,
  depth: 12,
  aliases: 30,
  rootFields: 10,
  directives: 20,
  cost: 50_000,
} as const;

/** Reads GraphQL text and nothing else: the library would also run a JSON syntax tree, past every limit. */
export function parseQuery(source: string): DocumentNode {
  try {
    return parse(source, { maxTokens: limits.tokens });
  } catch (error) {
    const message = (error as Error).message;
    if (message.includes('tokens. Parsing aborted'))
      throw queryTooComplex({ detail: `A query has at most ${limits.tokens} tokens.` });
    throw malformed({ detail: message.slice(0, 300) });
  }
}

interface Counted {
  aliases: number;
  directives: number;
}

const mostNodes = 20_000;
const ofConnections = new Set(['nodes', 'edges', 'pageInfo']);

function intOf(value: ValueNode | undefined, variables: Record<string, unknown>): number | undefined {
  if (value?.kind === 'IntValue') return Number(value.value);
  if (value?.kind === 'Variable') {
    const given = variables[value.name.value];
    return typeof given === 'number' ? given : undefined;
  }
  return undefined;
}

const refuse = (what: string, most: number) =>
  queryTooComplex({ detail: `A query has at most ${most} ${what}.` });

class Walk {
  readonly counted: Counted = { aliases: 0, directives: 0 };
  #visited = 0;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #variables: Record<string, unknown>;

  constructor(document: DocumentNode, variables: Record<string, unknown>) {
    this.#fragments = new Map(
      document.definitions.flatMap((part) =>
        part.kind === 'FragmentDefinition' ? [[part.name.value, part] as const] : [],
      ),
    );
    this.#variables = variables;
  }

  /** The cost of a selection: a field is one, and a list's rows each cost what is asked of a row. */
  cost(set: SelectionSetNode | undefined, depth: number, open: ReadonlySet<string>): number {
    if (!set) return 0;
    if (depth > limits.depth) throw refuse('levels', limits.depth);
    let cost = 0;
    for (const node of set.selections) {
      this.#visit();
      this.counted.directives += node.directives?.length ?? 0;
      if (node.kind === 'FragmentSpread') {
        const fragment = this.#fragments.get(node.name.value);
        if (fragment && !open.has(node.name.value)) {
          cost += this.cost(fragment.selectionSet, depth, new Set([...open, node.name.value]));
        }
        continue;
      }
      if (node.kind === 'InlineFragment') {
        cost += this.cost(node.selectionSet, depth, open);
        continue;
      }
      if (node.name.value.startsWith('__')) continue;
      if (node.alias) this.counted.aliases += 1;
      this.#assertCounts();
      const connection = this.#namesIn(node.selectionSet).some((name) => ofConnections.has(name));
      const first = intOf(node.arguments?.find(({ name }) => name.value === 'first')?.value, this.#variables);
      const rows = connection ? Math.min(Math.max(first ?? 50, 1), 200) : 1;
      cost += 1 + rows * this.cost(node.selectionSet, depth + 1, open);
      if (cost > limits.cost) throw refuse('points of cost', limits.cost);
    }
    return cost;
  }

  #assertCounts(): void {
    if (this.counted.aliases > limits.aliases) throw refuse('aliases', limits.aliases);
    if (this.counted.directives > limits.directives) throw refuse('directives', limits.directives);
  }

  // Fragments of fragments double with each level, so every node met counts, not only fields.
  #visit(): void {
    this.#visited += 1;
    if (this.#visited > mostNodes) throw refuse('selections with its fragments opened', mostNodes);
  }

  #namesIn(set: SelectionSetNode | undefined): string[] {
    return (set?.selections ?? []).flatMap((node) => {
      this.#visit();
      if (node.kind === 'Field') return [node.name.value];
      return this.#namesIn(
        node.kind === 'InlineFragment'
          ? node.selectionSet
          : this.#fragments.get(node.name.value)?.selectionSet,
      );
    });
  }

  rootFields(set: SelectionSetNode): number {
    return this.#namesIn(set).length;
  }
}

/** Refuses a query beyond the documented limits with a problem that names the limit. Introspection is exempt. */
export function assertWithinLimits(document: DocumentNode, variables: Record<string, unknown>): void {
  const walk = new Walk(document, variables);
  for (const definition of document.definitions) {
    if (definition.kind !== 'OperationDefinition') continue;
    if (walk.rootFields(definition.selectionSet) > limits.rootFields)
      throw refuse('root fields', limits.rootFields);
    walk.cost(definition.selectionSet, 1, new Set());
  }
}
