import { setTimeout as sleep } from 'node:timers/promises';
import { adminClient } from './database.ts';
import type { Service } from './service.ts';

/** How many circles of waiting Postgres broke in the service's database so far. Its sessions are ended: what one counted it may keep for ten seconds, and tells when it ends. */
export async function deadlocksIn({ database }: Service): Promise<number> {
  const admin = await adminClient(database);
  for (let looks = 0; looks < 400; looks += 1) {
    const { rowCount } = await admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name like 'requisite %'`,
    );
    if (rowCount === 0) break;
    await sleep(25);
  }
  const { rows } = await admin.query<{ deadlocks: number }>(
    'select deadlocks::int from pg_stat_database where datname = current_database()',
  );
  return rows[0]!.deadlocks;
}
