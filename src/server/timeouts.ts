import { z } from 'zod';

const seconds = (byDefault: number, most: number) =>
  z.coerce.number().positive().max(most).default(byDefault);

/** How long anything may take, in seconds; each is shorter than what it stands within (AV-1). */
export const timeoutSettings = {
  /** Until a request's headers, and until all of it, have arrived. */
  HEADERS_SECONDS: seconds(10, 300),
  REQUEST_SECONDS: seconds(30, 600),
  /** From an authenticated, read request to its answer. */
  HANDLER_SECONDS: seconds(20, 300),
  STATEMENT_SECONDS: seconds(10, 300),
  LOCK_SECONDS: seconds(2, 300),
  /** That Postgres lets a transaction wait for its next statement. */
  IDLE_TRANSACTION_SECONDS: seconds(15, 300),
  /** That a request waits for a connection. */
  WAIT_SECONDS: seconds(2, 60),
  /** For a statement of a heavy read, and of an export. */
  REPORT_SECONDS: seconds(30, 3_600),
  EXPORT_SECONDS: seconds(600, 86_400),
  /** That the reader of an export may read nothing. */
  STALL_SECONDS: seconds(60, 3_600),
  /** From the signal to stop, after the drain, to the end of the process, whatever still runs. */
  STOP_SECONDS: seconds(25, 300),
};

const timeoutShape = z.object(timeoutSettings);

/** The same, named for use. */
export interface Timeouts {
  headersSeconds: number;
  requestSeconds: number;
  handlerSeconds: number;
  statementSeconds: number;
  lockSeconds: number;
  idleTransactionSeconds: number;
  waitSeconds: number;
  reportSeconds: number;
  exportSeconds: number;
  stallSeconds: number;
  stopSeconds: number;
}

/** The settings as they were given, under the names the code uses. */
export const timeoutsOf = (values: z.output<typeof timeoutShape>): Timeouts => ({
  headersSeconds: values.HEADERS_SECONDS,
  requestSeconds: values.REQUEST_SECONDS,
  handlerSeconds: values.HANDLER_SECONDS,
  statementSeconds: values.STATEMENT_SECONDS,
  lockSeconds: values.LOCK_SECONDS,
  idleTransactionSeconds: values.IDLE_TRANSACTION_SECONDS,
  waitSeconds: values.WAIT_SECONDS,
  reportSeconds: values.REPORT_SECONDS,
  exportSeconds: values.EXPORT_SECONDS,
  stallSeconds: values.STALL_SECONDS,
  stopSeconds: values.STOP_SECONDS,
});

const within = [
  ['LOCK_SECONDS', 'STATEMENT_SECONDS'],
  ['WAIT_SECONDS', 'HANDLER_SECONDS'],
  ['STATEMENT_SECONDS', 'HANDLER_SECONDS'],
  ['IDLE_TRANSACTION_SECONDS', 'HANDLER_SECONDS'],
  ['HANDLER_SECONDS', 'REQUEST_SECONDS'],
  ['HEADERS_SECONDS', 'REQUEST_SECONDS'],
] as const;

/** The settings that are not shorter than what they stand within, as sentences. */
export const misplacedTimeouts = (values: z.output<typeof timeoutShape>): string[] =>
  within
    .filter(([inner, outer]) => values[inner] >= values[outer])
    .map(([inner, outer]) => `${inner}: must be shorter than ${outer}`);
