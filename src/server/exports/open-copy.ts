import type pg from 'pg';
import { openTransaction, type Entered, type OpenTransaction } from '../database/transaction.ts';
import { cancelRunning, type RunningClient } from './cancel.ts';
import { RowCopy } from './row-copy.ts';
import type { CopyStatement } from './statement.ts';

const patienceMilliseconds = 1_500;

// Cells are what Postgres prints; the text of a day, an instant or a literal must not be a setting's to choose.
const fixedText = `select set_config('datestyle', 'ISO', true), set_config('timezone', 'UTC', true),
  set_config('intervalstyle', 'postgres', true), set_config('bytea_output', 'hex', true)`;

/**
 * Starts a copy on a snapshot of its own, entered as the actor; `prepare` reads on that snapshot first. The connection
 * goes back to its pool when Postgres has sent everything or has failed; where the copy is destroyed before, the
 * statement is canceled, and the connection closed if Postgres has not stopped 1.5 s later.
 */
export async function openCopy(
  pool: pg.Pool,
  actor: Entered['actor'],
  prepare: (tx: OpenTransaction) => Promise<CopyStatement>,
): Promise<RowCopy> {
  const { tx, client, end } = await openTransaction(pool, {
    actor,
    readOnly: true,
    isolation: 'repeatable read',
  });
  const running = client as RunningClient;
  let copy: RowCopy;
  try {
    const { text, framing, head } = await prepare(tx);
    await running.query(fixedText);
    copy = running.query(new RowCopy(text, framing, head));
  } catch (error) {
    await end('ROLLBACK');
    throw error;
  }
  let canceled: Promise<void> | undefined;
  copy.once('close', () => {
    if (copy.isSettled) return;
    canceled = cancelRunning(running);
    const overdue = setTimeout(() => running.connection.stream.destroy(), patienceMilliseconds);
    void copy.settled.then(() => clearTimeout(overdue));
  });
  void copy.settled.then(async (how) => {
    // A signal that is still on its way must not meet the connection's next user.
    await canceled;
    // What was read is read; a connection that was lost since is the pool's to replace.
    await end(how === 'whole' ? 'COMMIT' : 'ROLLBACK').catch(() => undefined);
  });
  return copy;
}
