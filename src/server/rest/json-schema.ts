import { z } from 'zod';

export type JsonSchema = Record<string, unknown>;

const privateMeta = ['scalar', 'noun', 'id', 'mediaType', '$schema', '~standard'];

/** What zod writes beyond the contract: patterns beside formats, its own meta. */
function tidy(schema: JsonSchema): void {
  for (const key of privateMeta) delete schema[key];
  if (schema['format'] !== undefined && schema['format'] !== 'decimal') delete schema['pattern'];
}

/** A shape as JSON Schema; named shapes go into `into` and are referred to. */
export function schemaOf(
  shape: z.ZodType,
  io: 'input' | 'output',
  into: Record<string, JsonSchema>,
): JsonSchema {
  const { $defs, ...schema } = z.toJSONSchema(shape, {
    io,
    unrepresentable: 'any',
    reused: 'inline',
    override: ({ jsonSchema }) => tidy(jsonSchema as JsonSchema),
  }) as JsonSchema & { $defs?: Record<string, JsonSchema> };
  const { id } = shape.meta() ?? {};
  const rename = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(rename);
    if (value === null || typeof value !== 'object') return value;
    const { anyOf } = value as { anyOf?: unknown };
    // Any value or null is any value.
    const anything = Array.isArray(anyOf) && anyOf.some((part) => Object.keys(part as object).length === 0);
    return Object.fromEntries(
      Object.entries(value)
        .filter(([key]) => !(anything && key === 'anyOf'))
        .map(([key, member]) => [
          key,
          key === '$ref' ? String(member).replace('#/$defs/', '#/components/schemas/') : rename(member),
        ]),
    );
  };
  for (const [name, definition] of Object.entries($defs ?? {})) {
    tidy(definition);
    into[name] = rename(definition) as JsonSchema;
  }
  delete schema['$schema'];
  if (typeof id !== 'string') return rename(schema) as JsonSchema;
  if (schema['$ref'] === undefined) {
    tidy(schema);
    into[id] = rename(schema) as JsonSchema;
  }
  return { $ref: `#/components/schemas/${id}` };
}

/** What an answer of the shape is sent as: JSON, unless it is a text of another type. */
export const mediaTypeOf = (output: object): string =>
  (output instanceof z.ZodType && (output.meta()?.['mediaType'] as string | undefined)) || 'application/json';

/** An example of a schema, from its own examples, defaults and members. */
export function exampleOf(
  schema: JsonSchema | undefined,
  schemas: Record<string, JsonSchema> = {},
  depth = 0,
): unknown {
  if (!schema || depth > 12) return undefined;
  const {
    $ref,
    examples,
    type,
    properties,
    items,
    enum: values,
    anyOf,
    default: byDefault,
    required,
    minimum,
  } = schema as Record<string, never> & {
    examples?: unknown[];
    enum?: unknown[];
    anyOf?: JsonSchema[];
    required?: string[];
    minimum?: number;
  };
  if (typeof $ref === 'string')
    return exampleOf(schemas[($ref as string).split('/').at(-1)!], schemas, depth + 1);
  if (examples?.length) return examples[0];
  if (byDefault !== undefined) return byDefault;
  if (values?.length) return values[0];
  if (anyOf?.length) return exampleOf(anyOf[0], schemas, depth + 1);
  if (type === 'object') {
    const wanted = Object.entries((properties ?? {}) as Record<string, JsonSchema>).filter(([name]) =>
      required?.includes(name),
    );
    return Object.fromEntries(wanted.map(([name, member]) => [name, exampleOf(member, schemas, depth + 1)]));
  }
  if (type === 'array') return [exampleOf(items, schemas, depth + 1)].filter((item) => item !== undefined);
  if (type === 'boolean') return true;
  if (type === 'integer' || type === 'number') return Math.max(1, minimum ?? 1);
  return type === 'string' ? 'text' : undefined;
}
