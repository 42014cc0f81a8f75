import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { Transaction } from '../../src/kernel/transaction.ts';

/** Resolves when another transaction waits for a lock of this one; fails where none does within ten seconds. */
export async function someoneWaits(tx: Transaction): Promise<void> {
  for (let looks = 0; looks < 400; looks += 1) {
    const waiting = await tx.rows(
      sql`select from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))`,
    );
    if (waiting.length > 0) return;
    await sleep(25);
  }
  throw new Error('nobody waits for this transaction');
}
