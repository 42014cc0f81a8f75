import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { unauthenticated } from '../../kernel/errors.ts';
import type { Query } from '../../kernel/operation.ts';
import { inTransaction } from '../database/transaction.ts';
import type { Caller } from './calls.ts';
import type { Executor } from './execute.ts';

const pollMilliseconds = 200;
const doubtMilliseconds = 2_000;

export interface PollPorts {
  pool: pg.Pool;
  executor: Executor;
  /** Whether the caller's credential would still make the same actor. */
  stillActs(caller: Caller): Promise<boolean>;
}

/**
 * Answers a query that may wait for something to show, up to its `wait` in seconds; no transaction is held while it
 * waits. Whoever loses the right to act meanwhile is refused within 5 s.
 */
export async function poll(
  { pool, executor, stillActs }: PollPorts,
  caller: Caller & { operation: Query },
  input: unknown,
): Promise<unknown> {
  const until = performance.now() + 1_000 * Number((input as { wait?: number }).wait ?? 0);
  let sureUntil = performance.now() + doubtMilliseconds;
  for (;;) {
    const answer = await inTransaction(
      pool,
      { actor: caller.actor, readOnly: true, isolation: 'repeatable read' },
      (tx) => executor.query(caller, input, tx),
    );
    if (caller.operation.answered!(answer as never) || performance.now() + pollMilliseconds > until)
      return answer;
    await sleep(pollMilliseconds);
    if (performance.now() > sureUntil) {
      if (!(await stillActs(caller))) throw unauthenticated();
      sureUntil = performance.now() + doubtMilliseconds;
    }
  }
}
