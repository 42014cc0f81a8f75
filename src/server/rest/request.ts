import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { notAcceptable, refuse } from '../../kernel/errors.ts';
import type { Command } from '../../kernel/operation.ts';
import { negotiate } from '../accept.ts';
import { externalParts } from '../reads/external.ts';
import { unwrap } from '../reads/request.ts';
import { assertOnly, type QueryString } from './list-query.ts';
import { rowsOfCsv, rowsOfNdjson } from './tabular.ts';

export const parquet = 'application/vnd.apache.parquet';
export const formats = ['application/json', 'text/csv', 'application/x-ndjson', parquet] as const;
export type Format = (typeof formats)[number];

/** The media type to answer with; `*` and an absent header mean JSON. Refused, it says what else may be had `beside`. */
export function formatOf(request: FastifyRequest, beside: readonly string[] = []): Format {
  const format = negotiate(request.headers.accept, formats);
  if (format) return format;
  throw notAcceptable({ detail: `This can be given as ${[...formats, ...beside].join(', ')}.` });
}

export const onlyJson = (request: FastifyRequest) => {
  if (!negotiate(request.headers.accept, ['application/json']))
    throw notAcceptable({ detail: 'This can be given as application/json.' });
};

/** A path or query value as the shape at its place takes it; what does not fit is left for parsing to refuse. */
export function fromText(shape: z.ZodType, value: unknown): unknown {
  const inner = unwrap(shape).shape;
  if (inner instanceof z.ZodArray)
    return (Array.isArray(value) ? value : String(value).split(',')).map((item) =>
      fromText(inner.element as z.ZodType, item),
    );
  if (typeof value !== 'string') return value;
  if (inner instanceof z.ZodObject) return externalParts(value) ?? value;
  if (inner instanceof z.ZodNumber) return /^-?\d{1,15}$/.test(value) ? Number(value) : value;
  if (inner instanceof z.ZodBoolean) return value === 'true' ? true : value === 'false' ? false : value;
  return value;
}

export const typedMembers = (shape: z.ZodObject, members: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(members).map(([key, value]) => [
      key,
      Object.hasOwn(shape.shape, key) ? fromText(shape.shape[key] as z.ZodType, value) : value,
    ]),
  );

/** What a bulk command's address says of rows that fail; a body of rows has no place for it. */
function modeOf(request: FastifyRequest): { mode?: unknown } {
  const { mode, ...rest } = request.query as QueryString;
  assertOnly(rest);
  return mode === undefined ? {} : { mode };
}

export function bodyOf(operation: Command, request: FastifyRequest): Record<string, unknown> {
  const body = request.body === undefined ? {} : request.body;
  const type = request.headers['content-type'] ?? '';
  const mode = operation.rowsOf ? modeOf(request) : {};
  if (operation.rowsOf && typeof body === 'string' && !type.startsWith('application/json')) {
    const csv = type.startsWith('text/csv');
    return { ...mode, items: csv ? rowsOfCsv(body, operation.rowsOf.input) : rowsOfNdjson(body) };
  }
  if (body === null || typeof body !== 'object' || Array.isArray(body))
    throw refuse('', 'invalid_type', 'The body is a JSON object.');
  if ('mode' in mode && 'mode' in body) throw refuse('/mode', 'repeated', 'mode is given once.');
  return { ...(body as Record<string, unknown>), ...mode };
}

export function expectedVersionOf(request: FastifyRequest): number | undefined {
  const header = request.headers['if-match'];
  if (header === undefined || header === '*') return undefined;
  const version = /^"([1-9]\d{0,9})"$/.exec(header)?.[1];
  if (!version) throw refuse('/If-Match', 'invalid_value', 'If-Match is a version in quotes, such as "3".');
  return Number(version);
}

export const headerOf = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name];
  if (Array.isArray(value)) throw refuse(`/${name}`, 'repeated', `${name} is given once.`);
  return value;
};
