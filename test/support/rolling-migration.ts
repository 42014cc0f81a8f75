import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { migrate } from '../../src/server/database/migrate.ts';

/** A service that runs the release before, and somebody who may write there. */
export interface OldRelease {
  address: string;
  token: string;
  adminUrl: string;
  tenantId: string;
  programId: string;
}

export interface RollingFigures {
  requests: number;
  /** What did not answer 2xx, in words. */
  failures: string[];
  /** Of one request, in milliseconds. */
  slowest: number;
  /** Of one lock awaited by the service, in milliseconds, looked at every 20. */
  longestLockWait: number;
  migrationSeconds: number;
  backfilled: number;
}

// Expand as the README says: the column is added empty, filled in batches, indexed and checked without a lock.
const expansion = {
  '9001_add_column.sql': `-- Why: a test; the next release knows a cost center's division.
alter table cost_centers add column division text;
alter table cost_centers add constraint cost_centers_division check (division <> '') not valid;
`,
  '9002_backfill.sql': `-- Why: a test; rows from before have a division too.
-- no-transaction
do $$
declare
  tenant uuid;
  after uuid;
  batch uuid[];
begin
  -- Row security holds for the owner too: a backfill goes tenant by tenant, and says which in each transaction.
  for tenant in select app.tenant_list() loop
    after := '00000000-0000-0000-0000-000000000000';
    loop
      perform set_config('app.tenant', tenant::text, true);
      select array_agg(id) into batch from (select id from cost_centers
        where tenant_id = tenant and id > after and division is null order by id limit 500) due;
      exit when batch is null;
      update cost_centers set division = left(code, 1) where tenant_id = tenant and id = any (batch) and division is null;
      after := batch[cardinality(batch)];
      commit;
      perform pg_sleep(0.005);
    end loop;
  end loop;
end $$;
create index concurrently if not exists cost_centers_division_code on cost_centers (tenant_id, division, code);
`,
  '9003_check.sql': `-- Why: a test; every division is checked now.
alter table cost_centers validate constraint cost_centers_division;
`,
};

/** Writes the project's migrations, a next release's and those given to a new directory, and answers it. */
export function nextRelease(further: Record<string, string> = {}): string {
  const directory = mkdtempSync(join(tmpdir(), 'requisite-next-'));
  cpSync(join(import.meta.dirname, '../../migrations'), directory, { recursive: true });
  for (const [name, text] of Object.entries({ ...expansion, ...further }))
    writeFileSync(join(directory, name), text);
  return directory;
}

/** Cost centers of the program, written beside the service. */
async function seed(admin: pg.Client, { tenantId, programId }: OldRelease, rows: number): Promise<void> {
  await admin.query('set session_replication_role = replica');
  await admin.query(
    `insert into cost_centers (tenant_id, id, program_id, code, name, created_at, updated_at)
    select $1, uuidv7(), $2, 'C' || n, 'Cost center ' || n, app.now(), app.now() from generate_series(1, $3::int) n`,
    [tenantId, programId, rows],
  );
  await admin.query('set session_replication_role = origin; analyze cost_centers');
}

/** Migrates a table of so many rows while the old release is read and written, and says what its callers met. */
export async function migrateUnderLoad(old: OldRelease, rows: number): Promise<RollingFigures> {
  const admin = new pg.Client(old.adminUrl);
  const watcher = new pg.Client(old.adminUrl);
  await Promise.all([admin.connect(), watcher.connect()]);
  const directory = nextRelease();
  const figures = { requests: 0, failures: [] as string[], slowest: 0, longestLockWait: 0 };
  let going = true;

  async function send(method: string, path: string, body?: unknown): Promise<void> {
    const began = performance.now();
    try {
      const response = await fetch(`${old.address}/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${old.token}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      if (!response.ok) figures.failures.push(`${method} ${path} ${response.status} ${text.slice(0, 200)}`);
    } catch (error) {
      figures.failures.push(`${method} ${path} ${String(error)}`);
    } finally {
      figures.requests += 1;
      figures.slowest = Math.max(figures.slowest, performance.now() - began);
    }
  }
  async function write(): Promise<void> {
    while (going) {
      const path = `/cost-centers/ext:rolling:${randomUUID()}`;
      const stated = { programId: old.programId, code: path.slice(-12) };
      await send('PUT', path, { ...stated, name: 'Made meanwhile' });
      await send('PUT', path, { ...stated, name: 'Renamed meanwhile' });
      await sleep(5);
    }
  }
  async function read(): Promise<void> {
    while (going) {
      await send('GET', '/cost-centers?limit=50&sort=code');
      await sleep(5);
    }
  }
  async function watch(): Promise<void> {
    while (going) {
      const { rows: waits } = await watcher.query<{ ms: number }>(
        `select coalesce(max(extract(epoch from clock_timestamp() - l.waitstart) * 1000), 0)::float8 as ms
        from pg_locks l join pg_stat_activity a using (pid)
        where not l.granted and a.datname = current_database() and a.application_name not like 'requisite-migrate'`,
      );
      figures.longestLockWait = Math.max(figures.longestLockWait, waits[0]!.ms);
      await sleep(20);
    }
  }

  try {
    await seed(admin, old, rows);
    await send('POST', '/external-systems', { name: 'rolling' });
    const load = Promise.all([write(), write(), read(), read(), watch()]);
    await sleep(500);
    const began = performance.now();
    await migrate(old.adminUrl, { directory }).finally(() => (going = false));
    const migrationSeconds = (performance.now() - began) / 1_000;
    await load;
    const { rows: filled } = await admin.query<{ n: number }>(
      'select count(*)::int as n from cost_centers where tenant_id = $1 and division is not null',
      [old.tenantId],
    );
    return { ...figures, migrationSeconds, backfilled: filled[0]!.n };
  } finally {
    going = false;
    await Promise.all([admin.end(), watcher.end()]);
    rmSync(directory, { recursive: true });
  }
}
