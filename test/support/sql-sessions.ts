import pg from 'pg';
import { atEndOfFile } from './end-of-file.ts';
import type { Database } from './database.ts';

/** How a SQL login comes in: what `createSqlLogin` answers, and what a login made past HTTP has. */
export interface SqlLogin {
  user: string;
  password: string;
}

/** A connected client under an analyst's login, whose role and session are gone when the test file ends. */
export async function sqlSession({ adminUrl }: Database, { user, password }: SqlLogin): Promise<pg.Client> {
  const url = new URL(adminUrl);
  const client = new pg.Client({
    host: url.hostname,
    port: Number(url.port),
    database: url.pathname.slice(1),
    user,
    password,
  });
  client.on('error', () => {});
  await client.connect();
  atEndOfFile(() => client.end().catch(() => undefined));
  return client;
}

/** Roles are the cluster's and outlive a test's database. */
export function dropLoginsAtEnd({ adminUrl }: Database): void {
  atEndOfFile(async () => {
    const admin = new pg.Client(adminUrl);
    await admin.connect();
    const { rows } = await admin.query<{ role: string }>('select role_name as role from sql_logins');
    for (const { role } of rows) {
      await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where usename = $1', [role]);
      await admin.query(`drop role if exists ${role}`);
    }
    await admin.end();
  });
}

/** A clone of the migrated template has the template's objects and not what is granted on the database itself. */
export async function closeToTemporaries(admin: pg.Client): Promise<void> {
  await admin.query(`do $$ begin
    execute format('revoke temporary on database %I from public', current_database()); end $$`);
}
