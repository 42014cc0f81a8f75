import type { z } from 'zod';
import type { Noun } from '../../../kernel/noun.ts';
import { exampleOf, schemaOf, type JsonSchema } from '../json-schema.ts';

export const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });

export const json = (schema: JsonSchema, example?: unknown) => ({
  'application/json': { schema, ...(example !== undefined && { example }) },
});

export const sharedParameter = (name: string) => ({ $ref: `#/components/parameters/${name}` });

export const pathParameter = (name: string, schema: JsonSchema = { type: 'string' }) => ({
  name,
  in: 'path',
  required: true,
  schema,
  description: name.endsWith('Id') ? 'An id, or `ext:system:id`.' : undefined,
  example: exampleOf(schema) ?? '0198c0de-0000-7000-8000-000000000001',
});

export const queryParameter = (name: string, schema: JsonSchema, description?: string) => ({
  name,
  in: 'query',
  schema,
  ...(description && { description }),
});

/** The nouns' shapes as readers see them; no member is promised, since `fields` narrows any answer and roles differ. */
export class Components {
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
            blockedActions: {
              type: 'array',
              items: {
                type: 'object',
                properties: {
                  action: { type: 'string' },
                  code: { type: 'string' },
                  detail: { type: 'string' },
                },
              },
              description: 'On `fields=blockedActions`: the other verbs of this role, each with why not.',
            },
          }),
          ...Object.fromEntries(links),
        },
      };
    }
    return reference(noun.type);
  }
}
