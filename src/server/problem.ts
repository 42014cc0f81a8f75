import type { z } from 'zod';
import { missingMessage } from '../kernel/shapes.ts';
import {
  alreadyExists,
  busy,
  headersTooLarge,
  internalError,
  invalidInput,
  malformed,
  mediaTypeNotSupported,
  methodNotAllowed,
  notFound,
  permissionMissing,
  Problem,
  tooLarge,
  tooManyRequests,
  unavailable,
  uriTooLong,
  type ErrorDeclaration,
  type FieldFault,
} from '../kernel/errors.ts';

/** RFC 9457, with the members this API adds; in GraphQL the same object is an error's `extensions`. */
export interface ProblemBody {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  requestId: string;
  errors?: readonly FieldFault[];
  [fact: string]: unknown;
}

export const problemBody = (problem: Problem, requestId: string): ProblemBody => ({
  type: `/problems/${problem.declaration.code}`,
  title: problem.declaration.title,
  status: problem.status,
  code: problem.declaration.code,
  detail: problem.message,
  requestId,
  ...(problem.details.errors && { errors: problem.details.errors }),
  ...problem.details.facts,
});

const pointerOf = (path: readonly PropertyKey[]) =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

// The library's own word for a rule of ours says nothing to a client.
const codeOf = ({ code, message }: z.core.$ZodIssue) =>
  message === missingMessage ? 'not_found' : code === 'custom' ? 'invalid_value' : code;

/** Every fault that parsing found, each with the pointer of its field. */
export function faultsOf(error: z.ZodError): FieldFault[] {
  return error.issues.flatMap((issue): FieldFault[] =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({
          pointer: pointerOf([...issue.path, key]),
          code: 'field_not_available',
          message: 'There is no such field, or none that you may use.',
        }))
      : [{ pointer: pointerOf(issue.path), code: codeOf(issue), message: issue.message }],
  );
}

interface DatabaseError extends Error {
  code: string;
  constraint?: string;
  table?: string;
  routine?: string;
}

/** Whether it is Postgres that refused, by the form of its codes; a socket's EPIPE has five letters too, but no digit. */
export const isDatabaseError = (error: unknown): error is DatabaseError =>
  error instanceof Error &&
  typeof (error as DatabaseError).code === 'string' &&
  /^(?=.*\d)[0-9A-Z]{5}$/.test((error as DatabaseError).code);

/** The error the driver threw, out of the wrapping that drizzle puts round it. */
export function rootOf(error: unknown): unknown {
  if (!(error instanceof Error && error.cause instanceof Error)) return error;
  // The query builder also wraps what befell the connection, which is no error of Postgres.
  return isDatabaseError(error.cause) || ('query' in error && 'params' in error) ? error.cause : error;
}

/** Whether the transaction can be tried again: serialization failure, deadlock, or a plan that went stale. */
export const mayRetry = (error: unknown): boolean => {
  const root = rootOf(error);
  return isDatabaseError(root) && (root.code === '40001' || root.code === '40P01' || isStalePlan(root));
};

/** Whether Postgres ended a statement that took longer than one may; not that somebody had it stopped, as far as it says so in English. */
export const isOverdue = (error: unknown): boolean => {
  const root = rootOf(error);
  return isDatabaseError(root) && root.code === '57014' && !root.message.includes('user request');
};

const refusedByRowSecurity = '42501';

/** Whether it needs a look though its answer may be the caller's fault: a rule of ours let row security decide. */
export const needsLook = (error: unknown, { status }: Problem): boolean => {
  // A refusal of ours under load is counted where it is made; a line with a stack for each would add to the load.
  if (error instanceof Problem && status === 503) return false;
  const root = rootOf(error);
  return status >= 500 || (isDatabaseError(root) && root.code === refusedByRowSecurity);
};

// What Postgres refused, where no capability gave the constraint a meaning of its own.
const byState: Record<string, ErrorDeclaration> = {
  '23505': alreadyExists,
  '23P01': alreadyExists,
  '23503': invalidInput,
  '23514': invalidInput,
  '22003': invalidInput,
  // U+0000, which JSON is refused for but a query string or a GraphQL text can hold.
  '22021': malformed,
  '22P05': malformed,
  [refusedByRowSecurity]: permissionMissing,
  '40001': busy,
  '40P01': busy,
  '55P03': busy,
  // Ended by a timeout: of a statement, an idle transaction, a transaction.
  '57014': unavailable,
  '25P03': unavailable,
  '25P04': unavailable,
  // A prepared statement that the connection no longer has.
  '26000': unavailable,
};

const byStatus: Record<number, ErrorDeclaration> = {
  400: malformed,
  404: notFound,
  405: methodNotAllowed,
  413: tooLarge,
  414: uriTooLong,
  415: mediaTypeNotSupported,
  429: tooManyRequests,
  431: headersTooLarge,
  503: unavailable,
};

const notReached = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH']);
const terminated =
  /timeout exceeded when trying to connect|Connection terminated|not queryable|Client was closed/;
const shutDown = /^(08|57P0)/;

/** Whether what was asked failed with the connection it was asked on: Postgres stopped, restarted or ended it. */
export function isConnectionLost(error: unknown): boolean {
  const root = rootOf(error);
  if (isDatabaseError(root)) return shutDown.test(root.code);
  const { code, message, cause } = root as { code?: string; message?: string; cause?: unknown };
  if ((code !== undefined && notReached.has(code)) || terminated.test(message ?? '')) return true;
  // The query builder wraps what the driver threw.
  return cause instanceof Error && isConnectionLost(cause);
}

/**
 * Whether what the connection has prepared no longer fits: a migration changed a result's columns, or a pooler in
 * between handed out another server's connection. Nothing was done; another connection prepares anew.
 */
export const isStalePlan = (error: unknown): boolean => {
  const root = rootOf(error);
  if (!isDatabaseError(root)) return false;
  return root.code === '26000' || (root.code === '0A000' && /cached plan/.test(root.message));
};

const passing = () => unavailable({ retryAfterSeconds: 1 });

/** Any thrown thing as a declared problem; what was not declared becomes `internal_error` and keeps its words to itself. */
export function toProblem(thrown: unknown, constraints: ReadonlyMap<string, ErrorDeclaration>): Problem {
  if (thrown instanceof Problem) return thrown;
  const root = rootOf(thrown);
  if (isDatabaseError(root)) {
    const meaning = (root.constraint && constraints.get(root.constraint)) || byState[root.code];
    if (meaning && meaning !== unavailable) return meaning();
    return meaning || /^(08|53|57)/.test(root.code) || isStalePlan(root) ? passing() : internalError();
  }
  if (isConnectionLost(root)) return passing();
  const { statusCode } = root as { statusCode?: number };
  const declared = statusCode === undefined ? undefined : byStatus[statusCode];
  if (declared === unavailable) return passing();
  return declared ? declared() : internalError();
}
