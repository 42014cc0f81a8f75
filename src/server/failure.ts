import { isDatabaseError, rootOf } from './problem.ts';

/** What may be kept of a failure: never a value of a row, a statement's parameters or an input. */
export interface Failure {
  type: string;
  code?: string;
  message?: string;
  constraint?: string;
  table?: string;
  routine?: string;
  /** Where it was thrown, without the words. */
  stack?: string;
}

const framesOf = ({ stack }: Error): string | undefined =>
  stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');

// Postgres quotes values in its messages, or puts them behind a colon; names stand in members of their own.
// What a function of a migration raises may hold a value anywhere.
const withoutValues = ({ message, routine }: { message: string; routine?: string }) =>
  routine === 'exec_stmt_raise' ? undefined : message.replace(/"[^]*"/, '"…"').replace(/:[^]*$/, ': …');

// The query builder's words hold the statement's parameters, whatever the cause was.
const isStatement = (error: Error): boolean => 'query' in error && 'params' in error;

/** What may be logged or stored of a thrown thing: of the database's errors the code and the names, of ours the words. */
export function failureOf(thrown: unknown): Failure {
  const root = rootOf(thrown);
  if (!(root instanceof Error)) return { type: typeof root };
  const stack = framesOf(root);
  const { name: type, code } = root as Error & { code?: string | number };
  const known = { type, ...(code !== undefined && { code: `${code}` }), ...(stack && { stack }) };
  if (isDatabaseError(root)) {
    const { constraint, table, routine } = root;
    const message = withoutValues(root);
    return {
      ...known,
      ...(message && { message }),
      ...(constraint && { constraint }),
      ...(table && { table }),
      ...(routine && { routine }),
    };
  }
  if (!isStatement(root)) return { ...known, message: root.message };
  return root.cause === undefined ? known : { ...failureOf(root.cause), ...(stack && { stack }) };
}

/** The same in one line of at most 500 characters, for the row that failed. */
export function causeOf(thrown: unknown): string {
  const { type, code, constraint, routine, message } = failureOf(thrown);
  return [code ?? type, constraint ?? routine, message].filter(Boolean).join(' ').slice(0, 500);
}
