import { stringify } from 'yaml';
import { z } from 'zod';
import {
  commandErrors,
  errorCatalog,
  statusOf,
  universalErrors,
  type ErrorDeclaration,
} from '../../kernel/errors.ts';
import { isNoun, type Command, type Operation, type Query, type Read } from '../../kernel/operation.ts';
import type { Noun } from '../../kernel/noun.ts';
import { operatorsOf } from '../reads/filter.ts';
import { unwrap } from '../reads/request.ts';
import { collectionOf, keyParameter, type Registry } from '../registry.ts';
import { schemaOf, exampleOf, type JsonSchema } from './json-schema.ts';

const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: JsonSchema, example?: unknown) => ({
  'application/json': { schema, ...(example !== undefined && { example }) },
});
const parametersIn = (rest: string) => [...rest.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
const sharedParameter = (name: string) => ({ $ref: `#/components/parameters/${name}` });

const pathParameter = (name: string, schema: JsonSchema = { type: 'string' }) => ({
  name,
  in: 'path',
  required: true,
  schema,
  description: name.endsWith('Id') ? 'An id, or `ext:system:id`.' : undefined,
  example: exampleOf(schema) ?? '0198c0de-0000-7000-8000-000000000001',
});
const queryParameter = (name: string, schema: JsonSchema, description?: string) => ({
  name,
  in: 'query',
  schema,
  ...(description && { description }),
});

/** The nouns' shapes as readers see them; no member is promised, since `fields` narrows any answer and roles differ. */
class Components {
  readonly schemas: Record<string, JsonSchema> = {};

  named(shape: z.ZodType, io: 'input' | 'output'): JsonSchema {
    return schemaOf(shape, io, this.schemas);
  }

  noun(noun: Noun): JsonSchema {
    if (!this.schemas[noun.type]) {
      this.schemas[noun.type] = {};
      const links = [...noun.links.values()].map(({ name, target, many }): [string, JsonSchema] => [
        name,
        many
          ? {
              type: 'object',
              description: 'On include.',
              properties: {
                data: { type: 'array', items: reference(target.type) },
                hasMore: { type: 'boolean' },
              },
              required: ['data', 'hasMore'],
            }
          : { anyOf: [reference(target.type), { type: 'null' }], description: 'On include.' },
      ]);
      this.schemas[noun.type] = {
        type: 'object',
        description: noun.summary,
        properties: {
          ...Object.fromEntries(
            Object.entries(noun.fields).map(([name, { shape }]) => [name, this.named(shape, 'output')]),
          ),
          ...(noun.lifecycle && {
            allowedActions: {
              type: 'array',
              items: { type: 'string' },
              description: 'The verbs that this viewer may take now.',
            },
          }),
          ...Object.fromEntries(links),
        },
      };
    }
    return reference(noun.type);
  }
}

function listParameters(noun: Noun, components: Components) {
  const filters = Object.entries(noun.fields)
    .filter(([, { filter }]) => filter)
    .flatMap(([name, field]) => {
      const schema = components.named(
        unwrap(field.shape).shape.meta() ? unwrap(field.shape).shape : field.shape,
        'input',
      );
      const ops = operatorsOf(field).filter((operator) => operator !== 'eq' && operator !== 'in');
      return [
        {
          ...queryParameter(name, { type: 'array', items: schema }, 'One of these values.'),
          style: 'form',
          explode: false,
        },
        ...ops.map((operator) =>
          queryParameter(
            `${name}[${operator}]`,
            operator === 'isNull'
              ? { type: 'boolean' }
              : operator === 'startsWith'
                ? { type: 'string' }
                : schema,
          ),
        ),
      ];
    });
  const shared = [
    'limit',
    'after',
    'sort',
    'include',
    'fields',
    'count',
    ...(noun.shared ? [] : ['updatedSince', 'asOf']),
  ];
  return [
    ...shared.map(sharedParameter),
    ...(noun.archivable ? [sharedParameter('archived')] : []),
    ...(Object.values(noun.fields).some(({ search }) => search) ? [sharedParameter('q')] : []),
    ...filters,
  ];
}

const problemResponse = (status: number, declared: readonly ErrorDeclaration[]) => ({
  description: declared.map(({ code, title }) => `\`${code}\`: ${title}`).join(' '),
  content: {
    'application/problem+json': {
      schema: reference('Problem'),
      examples: Object.fromEntries(
        declared.map(({ code, title }) => [
          code,
          {
            value: {
              type: `/problems/${code}`,
              title,
              status,
              code,
              detail: title,
              requestId: '0198c0de-0000-7000-8000-000000000002',
            },
          },
        ]),
      ),
    },
  },
});

const byStatus = (errors: readonly ErrorDeclaration[]) =>
  [...Map.groupBy(errors, ({ kind }) => statusOf[kind])].toSorted(([a], [b]) => a - b);

const everyCommand = [...universalErrors, ...commandErrors];
const responseName = (kind: Operation['kind'], status: number) =>
  `${kind === 'command' ? 'Command' : 'Read'}Problem${status}`;

/** What any read, and any command, may answer: written once and referred to. */
const sharedResponses = Object.fromEntries(
  (
    [
      ['list', universalErrors],
      ['command', everyCommand],
    ] as const
  ).flatMap(([kind, errors]) =>
    byStatus(errors).map(([status, declared]) => [
      responseName(kind, status),
      problemResponse(status, declared),
    ]),
  ),
);

function problems(operation: Operation) {
  const usual = new Set(operation.kind === 'command' ? everyCommand : universalErrors);
  const own = (operation.errors ?? []).filter((error) => !usual.has(error));
  return Object.fromEntries(
    byStatus([...usual, ...own]).map(([status, declared]) => [
      String(status),
      declared.some((error) => own.includes(error))
        ? problemResponse(status, declared)
        : { $ref: `#/components/responses/${responseName(operation.kind, status)}` },
    ]),
  );
}

function readEntry(operation: Read, components: Components) {
  const { noun } = operation;
  const schema = components.noun(noun);
  if (operation.kind === 'get') {
    return {
      parameters: [
        pathParameter(keyParameter(noun)),
        ...['fields', 'include', ...(noun.shared ? [] : ['asOf'])].map(sharedParameter),
      ],
      responses: {
        200: {
          description: noun.summary,
          ...(!noun.shared && {
            headers: { ETag: { schema: { type: 'string' }, description: 'The version, for If-Match.' } },
          }),
          content: json(schema),
        },
      },
    };
  }
  const page = {
    type: 'object',
    properties: { data: { type: 'array', items: schema }, page: reference('Page') },
    required: ['data', 'page'],
  };
  return {
    parameters: listParameters(noun, components),
    responses: {
      200: {
        description: `A page of ${noun.plural}.`,
        content: {
          ...json(page),
          'text/csv': { schema: { type: 'string' } },
          'application/x-ndjson': { schema: { type: 'string' } },
        },
      },
    },
  };
}

function commandEntry(operation: Command, components: Components, shownPath: string) {
  const path = parametersIn(operation.rest);
  const members = Object.entries<z.ZodType>(operation.input.shape);
  const body = z
    .strictObject(Object.fromEntries(members.filter(([name]) => !path.includes(name))))
    .meta({ id: `${operation.name[0]!.toUpperCase()}${operation.name.slice(1)}Body` });
  const schema = isNoun(operation.output)
    ? components.noun(operation.output)
    : components.named(operation.output, 'output');
  const bodySchema = components.named(body, 'input');
  const rows = operation.rowsOf && {
    'text/csv': { schema: { type: 'string' } },
    'application/x-ndjson': { schema: { type: 'string' } },
  };
  const success = {
    description: operation.summary,
    headers: {
      ETag: { schema: { type: 'string' } },
      'Idempotency-Replayed': { schema: { type: 'string' } },
      ...(operation.created && { Location: { schema: { type: 'string' } } }),
    },
    content: json(schema),
  };
  return {
    parameters: [
      ...parametersIn(shownPath).map((name) => pathParameter(name)),
      ...[
        'IdempotencyKey',
        'Prefer',
        ...(operation.concurrency === 'none'
          ? []
          : [operation.concurrency === 'required' ? 'IfMatchRequired' : 'IfMatch']),
      ].map(sharedParameter),
      ...(operation.rowsOf
        ? [
            queryParameter(
              'mode',
              { type: 'string', enum: ['best_effort', 'all_or_nothing'] },
              'With CSV and NDJSON.',
            ),
          ]
        : []),
    ],
    requestBody: {
      required: members.some(([name, shape]) => !path.includes(name) && !unwrap(shape).optional),
      content: {
        ...json(bodySchema, operation.example ?? exampleOf(bodySchema, components.schemas)),
        ...rows,
      },
    },
    responses: operation.created
      ? {
          200: {
            description: 'On a dry run: the result and the events that would have been.',
            content: json({ type: 'object' }),
          },
          201: success,
        }
      : { 200: success },
  };
}

function queryEntry(operation: Query, components: Components) {
  const path = parametersIn(operation.rest);
  return {
    parameters: [
      ...path.map((name) => pathParameter(name)),
      ...Object.entries<z.ZodType>(operation.input.shape)
        .filter(([name]) => !path.includes(name))
        .map(([name, shape]) => {
          const { shape: inner, optional, nullable } = unwrap(shape);
          return {
            ...queryParameter(name, components.named(inner, 'input')),
            required: !optional && !nullable,
            ...(inner instanceof z.ZodArray && { style: 'form', explode: false }),
          };
        }),
    ],
    responses: {
      200: {
        description: operation.summary,
        content: {
          ...json(components.named(operation.output, 'output')),
          ...(operation.rows && {
            'text/csv': { schema: { type: 'string' } },
            'application/x-ndjson': { schema: { type: 'string' } },
          }),
        },
      },
    },
  };
}

function entryOf(operation: Operation, components: Components, shownPath: string) {
  const entry =
    operation.kind === 'command'
      ? commandEntry(operation, components, shownPath)
      : operation.kind === 'query'
        ? queryEntry(operation, components)
        : readEntry(operation, components);
  const tag = operation.rest.split(/[ /]/)[2]!;
  return {
    operationId: operation.name,
    summary: operation.summary,
    description: `Needs the permission \`${operation.permission.name}\` (${[...operation.permission.roles].join(', ')}).`,
    tags: [tag],
    ...entry,
    responses: { ...entry.responses, ...problems(operation) },
  };
}

const tagDescription = (registry: Registry, tag: string) =>
  [...registry.nouns.values()].find((noun) => collectionOf(noun) === `/${tag}`)?.summary ??
  `Operations under /${tag}.`;

const string = { type: 'string' };

const shared = {
  limit: queryParameter('limit', { type: 'integer', minimum: 1, maximum: 200, default: 50 }),
  after: queryParameter('after', string, 'The `nextCursor` of the page before.'),
  sort: queryParameter('sort', string, 'Fields, comma-separated; `-` before one turns it round.'),
  include: queryParameter('include', string, 'Links to nest, two steps at most: `unit,assignments.worker`.'),
  fields: queryParameter('fields', string, 'Only these fields.'),
  count: queryParameter('count', { type: 'boolean' }, 'Count the whole list too.'),
  updatedSince: queryParameter('updatedSince', { type: 'string', format: 'date-time' }),
  asOf: queryParameter(
    'asOf',
    { type: 'string', format: 'date-time' },
    "As it was at this instant of the tenant's clock.",
  ),
  archived: queryParameter('archived', { type: 'boolean' }, 'Show archived ones too.'),
  q: queryParameter('q', { type: 'string', maxLength: 200 }, 'Words to find.'),
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    schema: { type: 'string', maxLength: 255 },
    description: 'Sent again with the same input, it gives the same answer and no second effect.',
  },
  Prefer: {
    name: 'Prefer',
    in: 'header',
    schema: string,
    description: '`dry-run`: run everything, keep nothing.',
  },
  IfMatch: { name: 'If-Match', in: 'header', schema: string, description: 'The version you saw, in quotes.' },
  IfMatchRequired: {
    name: 'If-Match',
    in: 'header',
    required: true,
    schema: string,
    description: 'The version you saw, in quotes.',
    example: '"1"',
  },
};

const fault = {
  type: 'object',
  properties: { pointer: string, code: string, message: string },
  required: ['pointer', 'code', 'message'],
};

/** The REST contract of everything in the registry, as OpenAPI 3.1. */
export function openapiOf(registry: Registry, version: string): object {
  const components = new Components();
  const paths: Record<string, Record<string, object>> = {};
  const named = new Map<string, string>();
  for (const operation of registry.operations.values()) {
    const [method, path] = operation.rest.split(' ') as [string, string];
    // Paths that differ only in a parameter's name are one path: the first to come names it.
    const shape = path.replace(/\{\w+\}/g, '{}');
    const shown = named.get(shape) ?? path;
    named.set(shape, shown);
    (paths[`/v1${shown}`] ??= {})[method.toLowerCase()] = entryOf(operation, components, shown);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Requisite',
      version,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description:
        'The open, headless vendor management system for healthcare staffing. Money, rates and hours are decimal strings; instants are RFC 3339 UTC.',
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }],
    tags: [...new Set([...registry.operations.values()].map(({ rest }) => rest.split(/[ /]/)[2]!))]
      .toSorted()
      .map((name) => ({ name, description: tagDescription(registry, name) })),
    paths,
    components: {
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: 'A JWT of a configured issuer, or a personal access token.',
        },
      },
      parameters: shared,
      responses: sharedResponses,
      schemas: {
        ...components.schemas,
        Page: {
          type: 'object',
          properties: {
            nextCursor: { type: ['string', 'null'] },
            hasMore: { type: 'boolean' },
            limit: { type: 'integer' },
            total: { type: 'integer' },
          },
          required: ['nextCursor', 'hasMore', 'limit'],
        },
        Problem: {
          type: 'object',
          description: 'RFC 9457.',
          properties: {
            type: string,
            title: string,
            status: { type: 'integer' },
            code: { ...string, enum: [...errorCatalog.keys()].toSorted() },
            detail: string,
            requestId: string,
            errors: { type: 'array', items: fault },
          },
          required: ['type', 'title', 'status', 'code', 'detail', 'requestId'],
        },
      },
    },
  };
}

export const openapiYaml = (registry: Registry, version: string): string =>
  `# Printed by npm run contracts from the operations in src; not to be edited.\n${stringify(openapiOf(registry, version), { lineWidth: 0, aliasDuplicateObjects: false })}`;
