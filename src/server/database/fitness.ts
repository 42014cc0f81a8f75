import pg from 'pg';
import { assertServerVersion } from './migrate.ts';

async function connected(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'requisite-boot' });
  client.on('error', () => {});
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

/** Refuses a Postgres that is too old, and one that may lose what it has acknowledged. */
export function assertDurable(url: string): Promise<void> {
  return connected(url, async (client) => {
    await assertServerVersion(client);
    const { rows } = await client.query<{ name: string; setting: string }>(
      "select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting in ('off', 'local')",
    );
    if (rows.length > 0) {
      throw new Error(
        `This Postgres may lose what it acknowledged: ${rows.map(({ name, setting }) => `${name}=${setting}`).join(', ')}. Turn it on.`,
      );
    }
  });
}

/** Refuses a user of DATABASE_URL whom row security does not bind; development runs as the embedded superuser. */
export function assertBoundLogin(url: string): Promise<void> {
  return connected(url, async (client) => {
    const { rows } = await client.query<{ mighty: boolean }>(
      'select rolsuper or rolbypassrls as mighty from pg_roles where rolname = session_user',
    );
    if (rows[0]!.mighty) {
      throw new Error(
        'DATABASE_URL: its user is a superuser or has BYPASSRLS; use one that owns the database and may create roles, or only a member of requisite_service.',
      );
    }
  });
}

/** Refuses a migrated database in which row security does not hold for the service's role. */
export function assertGuarded(url: string): Promise<void> {
  return connected(url, async (client) => {
    const { rows: mighty } = await client.query(
      "select from pg_roles where rolname = 'requisite_service' and (rolsuper or rolbypassrls)",
    );
    if (mighty.length > 0) throw new Error('The role requisite_service is a superuser or has BYPASSRLS.');
    const { rows: open } = await client.query<{ name: string }>(
      `select c.relname as name from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
      where c.relnamespace in (select oid from pg_namespace where nspname in ('public', 'app'))
        and c.relkind in ('r', 'p') and not (c.relrowsecurity and c.relforcerowsecurity) order by 1`,
    );
    if (open.length > 0) {
      throw new Error(`Row security is off on ${open.map(({ name }) => name).join(', ')}.`);
    }
  });
}
