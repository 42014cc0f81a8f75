import { z } from 'zod';
import type { Noun } from '../../src/kernel/noun.ts';
import { isNoun, type Operation, type Query } from '../../src/kernel/operation.ts';
import { unwrap } from '../../src/server/reads/request.ts';
import { exampleOf, schemaOf } from '../../src/server/rest/json-schema.ts';
import type { Answer, Client } from './service.ts';
import { keyOf, registry, type Stage } from './stage.ts';

export type Input = Record<string, any>;

/** A value that the shape takes, its references naming the stage's rows. */
export function sampleOf(shape: z.ZodType, stage: Stage, given?: unknown): unknown {
  const { shape: inner, meta } = unwrap(shape);
  const named = meta.noun ?? meta['subject'];
  if (typeof named === 'string') {
    const noun = registry.nouns.get(named);
    return noun ? keyOf(stage, noun) : given;
  }
  if (inner instanceof z.ZodObject) {
    const members = (given ?? {}) as Input;
    return Object.fromEntries(
      Object.entries<z.ZodType>(inner.shape)
        .filter(([name, member]) => name in members || !unwrap(member).optional)
        .map(([name, member]) => [name, sampleOf(member, stage, members[name])]),
    );
  }
  if (inner instanceof z.ZodArray) {
    const element = inner.element as z.ZodType;
    return Array.isArray(given)
      ? given.map((item) => sampleOf(element, stage, item))
      : [sampleOf(element, stage)];
  }
  if (inner instanceof z.ZodDiscriminatedUnion || inner instanceof z.ZodUnion)
    return given ?? sampleOf(inner.options[0] as z.ZodType, stage);
  if (given !== undefined) return given;
  const schemas = {};
  return exampleOf(schemaOf(shape, 'input', schemas), schemas);
}

/** The whole input of an operation, path parameters among it: its declared example, or the smallest that parses. */
export const sampleInput = (operation: Operation, stage: Stage): Input => {
  if (operation.kind === 'get') {
    const [name] = pathNames(operation);
    return { [name!]: keyOf(stage, operation.noun) };
  }
  if (operation.kind === 'command' && operation.rowsOf)
    return { items: [sampleOf(operation.rowsOf.input, stage, operation.rowsOf.example)] };
  return sampleOf(operation.input, stage, operation.example) as Input;
};

/** The names in an operation's path. */
export const pathNames = ({ rest }: Operation): string[] =>
  [...rest.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);

const wordOf = (value: unknown) =>
  value !== null && typeof value === 'object' ? JSON.stringify(value) : String(value);

const segment = (value: unknown) =>
  encodeURIComponent(
    value !== null && typeof value === 'object'
      ? `ext:${wordOf((value as Input)['system'])}:${wordOf((value as Input)['id'])}`
      : String(value),
  );

/** The REST request of an operation with an input. */
export function requestOf(operation: Operation, input: Input, headers: Record<string, string> = {}) {
  const [method, path] = operation.rest.split(' ') as [string, string];
  const names = new Set(pathNames(operation));
  const url = `/v1${path.replace(/\{(\w+)\}/g, (_, name: string) => segment(input[name]))}`;
  const rest = Object.entries(input).filter(([name]) => !names.has(name));
  if (method === 'GET') {
    const query = rest.map(
      ([name, value]) =>
        `${encodeURIComponent(name)}=${encodeURIComponent([value].flat().map(wordOf).join(','))}`,
    );
    return { method: 'GET' as const, url: query.length > 0 ? `${url}?${query.join('&')}` : url, headers };
  }
  return {
    method: method as 'POST',
    url,
    headers: { 'content-type': 'application/json', ...headers },
    payload: JSON.stringify(Object.fromEntries(rest)),
  };
}

export const viaRest = (client: Client, operation: Operation, input: Input, headers = {}): Promise<Answer> =>
  client.send(requestOf(operation, input, headers));

const pascal = (name: string) => name[0]!.toUpperCase() + name.slice(1);
const camel = (name: string) => name[0]!.toLowerCase() + name.slice(1);

/** Selects every leaf that an output shape has. */
function leaves(shape: z.ZodType): string {
  const { shape: inner, meta } = unwrap(shape);
  if (meta.scalar) return '';
  if (inner instanceof z.ZodArray) return leaves(inner.element as z.ZodType);
  if (!(inner instanceof z.ZodObject)) return '';
  return ` { ${Object.entries<z.ZodType>(inner.shape)
    .map(([name, member]) => `${name}${leaves(member)}`)
    .join(' ')} }`;
}

const fieldsKnown = new WeakMap<Noun, string>();

/** Every own field of a noun, as a GraphQL selection. */
export function fieldsOf(noun: Noun): string {
  const known = fieldsKnown.get(noun);
  if (known !== undefined) return known;
  const fields = Object.entries(noun.fields).map(([name, { shape }]) => `${name}${leaves(shape)}`);
  const selection = [...fields, ...(noun.lifecycle ? ['allowedActions'] : [])].join(' ');
  fieldsKnown.set(noun, selection);
  return selection;
}

/** An input as GraphQL takes it: enums in SCREAMING_SNAKE. */
function asGraphql(shape: z.ZodType, value: unknown): unknown {
  const { shape: inner, meta } = unwrap(shape);
  if (meta.scalar || value === null || value === undefined) return value;
  if (inner instanceof z.ZodEnum) return typeof value === 'string' ? value.toUpperCase() : value;
  if (inner instanceof z.ZodArray && Array.isArray(value))
    return value.map((item) => asGraphql(inner.element as z.ZodType, item));
  if (inner instanceof z.ZodObject && typeof value === 'object')
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [
        name,
        Object.hasOwn(inner.shape, name) ? asGraphql(inner.shape[name] as z.ZodType, member) : member,
      ]),
    );
  return value;
}

/** The GraphQL field of an operation. */
export const fieldOf = (operation: Operation): string =>
  operation.kind === 'get'
    ? operation.noun.name
    : operation.kind === 'list'
      ? operation.noun.plural
      : operation.name;

/** The GraphQL request of an operation with an input; `extra` stands beside a command's members. */
export function documentOf(operation: Operation, input: Input, extra: Input = {}) {
  const field = fieldOf(operation);
  if (operation.kind === 'command') {
    const result = isNoun(operation.output)
      ? `${camel(operation.output.type)} { ${fieldsOf(operation.output)} }`
      : `result${leaves(operation.output)}`;
    return {
      query: `mutation($input: ${pascal(operation.name)}Input!) { ${field}(input: $input) { ${result} events { type subject { type id } } replayed dryRun } }`,
      variables: { input: { ...(asGraphql(operation.input, input) as Input), ...extra } },
    };
  }
  if (operation.kind === 'get') {
    const key = operation.noun.key;
    return {
      query: `query($key: ID) { ${field}(${key}: $key) { ${fieldsOf(operation.noun)} } }`,
      variables: { key: Object.values(input)[0] },
    };
  }
  if (operation.kind === 'list') {
    return {
      query: `{ ${field} { nodes { ${fieldsOf(operation.noun)} } pageInfo { hasNextPage } } }`,
      variables: {},
    };
  }
  const { output } = operation as Query;
  const given = asGraphql(operation.input, input) as Input;
  const names = Object.keys(given);
  const args = names.map(
    (name) => `${name}: ${literal(operation.input.shape[name] as z.ZodType, given[name])}`,
  );
  return {
    query: `{ ${field}${args.length > 0 ? `(${args.join(', ')})` : ''}${leaves(output)} }`,
    variables: {},
  };
}

function literal(shape: z.ZodType | undefined, value: unknown): string {
  const inner = shape && unwrap(shape);
  if (inner?.shape instanceof z.ZodEnum && !inner.meta.scalar) return String(value);
  if (Array.isArray(value)) {
    const element = inner?.shape instanceof z.ZodArray ? (inner.shape.element as z.ZodType) : undefined;
    return `[${value.map((item) => literal(element, item)).join(', ')}]`;
  }
  if (value !== null && typeof value === 'object') {
    const members = inner?.shape instanceof z.ZodObject ? inner.shape.shape : {};
    return `{ ${Object.entries(value)
      .map(([name, member]) => `${name}: ${literal(members[name] as z.ZodType, member)}`)
      .join(', ')} }`;
  }
  return JSON.stringify(value);
}

export const viaGraphql = (client: Client, operation: Operation, input: Input, extra: Input = {}) => {
  const { query, variables } = documentOf(operation, input, extra);
  return client.graphql(query, variables);
};

/** The problem of an answer of either surface, without what differs between any two requests. */
export function problemIn(answer: Answer): Input | undefined {
  const problem = answer.body?.errors?.[0]?.extensions ?? (answer.status >= 400 ? answer.body : undefined);
  if (problem === undefined || problem === null) return undefined;
  const { requestId: _, ...rest } = problem as Input;
  return rest;
}
