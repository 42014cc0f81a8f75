import { z } from 'zod';
import { isFileQuery, type FileQuery } from '../../../kernel/file-answer.ts';
import {
  isNoun,
  pathParameters,
  type Command,
  type Operation,
  type Query,
  type Read,
} from '../../../kernel/operation.ts';
import type { Noun } from '../../../kernel/noun.ts';
import { operatorsOf } from '../../reads/filter.ts';
import { unwrap } from '../../reads/request.ts';
import { keyParameter } from '../../registry.ts';
import { exampleOf, mediaTypeOf } from '../json-schema.ts';
import {
  json,
  pathParameter,
  queryParameter,
  reference,
  sharedParameter,
  type Components,
} from './components.ts';
import { problems } from './problems.ts';

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
          'application/vnd.apache.parquet': { schema: { type: 'string', format: 'binary' } },
        },
      },
    },
  };
}

function commandEntry(operation: Command, components: Components, shownPath: string) {
  const path = pathParameters(operation.rest);
  const members = Object.entries<z.ZodType>(operation.input.shape);
  const body = z
    .strictObject(Object.fromEntries(members.filter(([name]) => !path.includes(name))))
    .meta({ id: `${operation.name[0]!.toUpperCase()}${operation.name.slice(1)}Body` });
  const schema = isNoun(operation.output)
    ? components.noun(operation.output)
    : components.named(operation.output, 'output');
  const bodySchema = components.named(body, 'input');
  // An example names the path's members too where its rows in bulk do.
  const example =
    operation.example === undefined
      ? exampleOf(bodySchema, components.schemas)
      : Object.fromEntries(
          Object.entries(operation.example as object).filter(([name]) => !path.includes(name)),
        );
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
      ...pathParameters(shownPath).map((name) => pathParameter(name)),
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
              'Whether rows stand where others fail; a JSON body may say it instead.',
            ),
          ]
        : []),
    ],
    requestBody: {
      required: members.some(([name, shape]) => !path.includes(name) && !unwrap(shape).optional),
      content: {
        ...json(bodySchema, example),
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

/** The formats of a file, by their media types. */
const fileContents = ({ formats }: FileQuery, components: Components) => ({
  headers: {
    'Content-Disposition': { schema: { type: 'string' }, description: 'The name of the file.' },
  },
  content: Object.fromEntries(
    Object.values(formats).map(({ mediaType, shape }) => [
      mediaType,
      { schema: shape ? components.named(shape, 'output') : { type: 'string', format: 'binary' } },
    ]),
  ),
});

function queryEntry(operation: Query, components: Components) {
  const path = pathParameters(operation.rest);
  const { pictured } = operation;
  return {
    parameters: [
      ...path.map((name) => pathParameter(name)),
      // What only the drawing takes comes last.
      ...Object.entries<z.ZodType>({ ...operation.input.shape, ...pictured?.input.shape })
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
        ...(isFileQuery(operation)
          ? fileContents(operation, components)
          : {
              content: {
                [mediaTypeOf(operation.output)]: { schema: components.named(operation.output, 'output') },
                ...(operation.rows && {
                  'text/csv': { schema: { type: 'string' } },
                  'application/x-ndjson': { schema: { type: 'string' } },
                  'application/vnd.apache.parquet': { schema: { type: 'string', format: 'binary' } },
                }),
                ...(pictured && fileContents(pictured, components).content),
              },
            }),
      },
    },
  };
}

/** The contract of one operation. */
export function entryOf(operation: Operation, components: Components, shownPath: string) {
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
