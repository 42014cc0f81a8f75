import type { FastifyRequest } from 'fastify';
import { getOperationAST } from 'graphql';
import { malformed, mediaTypeNotSupported, notAcceptable } from '../../kernel/errors.ts';
import { negotiate } from '../accept.ts';
import { parseStrictly } from '../rest/json.ts';
import type { Documents, PersistedRequest } from './documents.ts';
import { parseQuery } from './limits.ts';

const members = new Set(['query', 'operationName', 'variables', 'extensions']);
const mediaTypes = ['application/json', 'application/graphql-response+json'] as const;

/** The media type of the answer; GraphQL over HTTP knows two. */
export function responseTypeOf(request: FastifyRequest): (typeof mediaTypes)[number] {
  const type = negotiate(request.headers.accept, mediaTypes);
  if (!type) throw notAcceptable({ detail: `This can be given as ${mediaTypes.join(', ')}.` });
  return type;
}

/** Refuses a body that is not JSON before it is read: the library would take GraphQL text of its own media type. */
export function assertJson(request: FastifyRequest): void {
  if (request.method !== 'POST') return;
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') throw mediaTypeNotSupported();
}

const isObject = (value: unknown) => value !== null && typeof value === 'object' && !Array.isArray(value);

function assertVariables(given: unknown): void {
  const value = typeof given === 'string' ? parseStrictly(given) : given;
  if (value !== undefined && value !== null && !isObject(value))
    throw malformed({ detail: 'variables and extensions are JSON objects.' });
}

/** Refuses what is not one GraphQL request, in our words and before the library sees it. */
export function assertRequest(request: FastifyRequest, documents: Documents): void {
  const given = request.method === 'GET' ? request.query : request.body;
  if (!isObject(given)) throw malformed({ detail: 'A request is one JSON object; there is no batching.' });
  const { operationName, variables, extensions, query: _, ...others } = given as Record<string, unknown>;
  const [unknown] = Object.keys(others).filter((name) => !members.has(name));
  if (unknown !== undefined)
    throw malformed({ detail: `A request has the members ${[...members].join(', ')} and no other.` });
  assertVariables(variables);
  assertVariables(extensions);
  const query = documents.textOf(given as PersistedRequest);
  (given as Record<string, unknown>)['query'] = query;
  if (typeof query !== 'string' || query === '')
    throw malformed({ detail: 'A request has a query: GraphQL text.' });
  if (operationName !== undefined && operationName !== null && typeof operationName !== 'string')
    throw malformed({ detail: 'operationName is text.' });
  if (request.method === 'POST' && (typeof variables === 'string' || typeof extensions === 'string'))
    throw malformed({ detail: 'variables and extensions are JSON objects.' });
  // The library looks into the chosen operation of a GET without making sure that there is one.
  if (request.method === 'GET' && !getOperationAST(parseQuery(query), operationName as string | undefined))
    throw malformed({ detail: 'operationName names one of the operations.' });
}
