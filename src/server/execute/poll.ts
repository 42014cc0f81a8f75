import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Query } from '../../kernel/operation.ts';
import { inTransaction } from '../database/transaction.ts';
import type { Caller } from './calls.ts';
import type { Executor } from './execute.ts';

const pollMilliseconds = 200;

/** Answers a query that may wait for something to show, up to its `wait` in seconds; no transaction is held while it waits. */
export async function poll(
  { pool, executor }: { pool: pg.Pool; executor: Executor },
  caller: Caller & { operation: Query },
  input: unknown,
): Promise<unknown> {
  const until = performance.now() + 1_000 * Number((input as { wait?: number }).wait ?? 0);
  for (;;) {
    const answer = await inTransaction(
      pool,
      { actor: caller.actor, readOnly: true, isolation: 'repeatable read' },
      (tx) => executor.query(caller, input, tx),
    );
    if (caller.operation.answered!(answer as never) || performance.now() + pollMilliseconds > until)
      return answer;
    await sleep(pollMilliseconds);
  }
}
