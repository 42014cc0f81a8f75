import { stringify } from 'yaml';
import { collectionOf, type Registry } from '../registry.ts';
import { authorizationPaths, authorizationTag, securitySchemes } from './openapi/authorization.ts';
import { Components, queryParameter } from './openapi/components.ts';
import { entryOf } from './openapi/entries.ts';
import { fileContentEntries } from './openapi/file-content.ts';
import { importContentEntry } from './openapi/import-content.ts';
import { linkEntryOf } from './openapi/link-entries.ts';
import { problemSchema, sharedResponses } from './openapi/problems.ts';

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
    { type: 'string' },
    "As it was at this instant of the tenant's clock, or just after the event of this feed cursor.",
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
  for (const act of registry.links.values()) {
    const [method, path] = act.rest.split(' ') as [string, string];
    (paths[`/v1${path}`] ??= {})[method.toLowerCase()] = linkEntryOf(act, components, path);
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
    security: [{ bearer: [] }, { oauth2: [] }],
    tags: [
      ...new Set(
        [...registry.operations.values(), ...registry.links.values()].map(
          ({ rest }) => rest.split(/[ /]/)[2]!,
        ),
      ),
    ]
      .toSorted()
      .map((name) => ({ name, description: tagDescription(registry, name) }))
      .concat(authorizationTag),
    paths: {
      ...paths,
      '/v1/files/{fileId}/content': fileContentEntries,
      '/v1/imports/{importId}/content': { put: importContentEntry },
      ...authorizationPaths,
    },
    components: {
      securitySchemes: securitySchemes(),
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
        Problem: problemSchema,
      },
    },
  };
}

export const openapiYaml = (registry: Registry, version: string): string =>
  `# Printed by npm run contracts from the operations in src; not to be edited.\n${stringify(openapiOf(registry, version), { lineWidth: 0, aliasDuplicateObjects: false })}`;
