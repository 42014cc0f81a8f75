import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { to } from 'pg-copy-streams';
import { createApp } from '../../src/app.ts';
import { provisionMember, provisionTenant } from '../../src/provision.ts';
import { loadConfig } from '../../src/server/config.ts';
import { migrate } from '../../src/server/database/migrate.ts';
import { download, drain, until, type Download } from '../support/downloads.ts';
import { startProcess } from '../support/process.ts';
import { startTestServer } from '../support/test-server.ts';

// What exports cost (AV-4): `node test/bench/exports.ts [rows] [runs]`, a million rows and five runs unless told.
const rows = Number(process.argv[2] ?? 1_000_000);
const runs = Number(process.argv[3] ?? 5);
const stalledReaders = 50;

const say = (line: string) => process.stdout.write(`${line}\n`);
const megabytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;

/** The middle one of an odd number of figures. */
const median = (figures: number[]) => figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)]!;

/** Milliseconds of processor that a process has used so far, in ticks of 10 ms; 0 where there is none. */
function processorOf(pid: number | undefined): number {
  if (pid === undefined) return 0;
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** A million charges as rated weeks leave them; triggers and foreign keys are off for the time of writing. */
async function seed(admin: pg.Client, tenantId: string): Promise<void> {
  await admin.query('set session_replication_role = replica');
  await admin.query(
    `insert into billing_items (tenant_id, id, program_id, facility_id, unit_id, vendor_id, worker_id, kind, source_noun,
       source_id, source_revision, line_key, hour_type, description, work_date_from, work_date_to, minutes, rate, currency,
       amount, fee_amount, vendor_amount, fee_model, fee_basis, fee_percent, allocation, state, created_at, updated_at)
     select $1, uuidv7(make_interval(secs => n - $2)), uuidv7(), uuidv7(), uuidv7(), uuidv7(), uuidv7(), 'hours', 'timesheet',
       uuidv7(), 1, n || ':regular:2026-01-05', 'regular', 'Regular hours, Mon 5 Jan 2026, ICU', '2026-01-05', '2026-01-05',
       720, 98.5000, 'USD', 1182.00 + n % 100, 35.46, 1146.54 + n % 100, 'vendor_funded', 'line', 3.0000,
       '[{"share": "1.0000", "amount": "1182.00", "costCenterId": "0198c0de-0000-7000-8000-00000000000b"}]', 'approved',
       timestamptz '2026-01-05T12:00:00.123Z' + n * interval '1 s', timestamptz '2026-01-05T12:00:00Z' + n * interval '1 s'
     from generate_series(1, $2::int) n`,
    [tenantId, rows],
  );
  await admin.query('vacuum (analyze) billing_items');
}

// What one would write by hand: the same columns as they are stored, in no order.
const handWritten = `copy (select id, version, program_id, facility_id, unit_id, vendor_id, worker_id, kind, state, source_noun,
  source_id, source_revision, line_key, corrects_id, hour_type, differential_code, description, work_date_from, work_date_to,
  minutes, rate, currency, amount, fee_amount, vendor_amount, agreement_id, fee_model, fee_basis, fee_percent, allocation,
  created_at, updated_at from billing_items) to stdout (format csv)`;

/** Milliseconds that Postgres's own COPY takes on a connection of the service's role under row security, read to its end. */
async function copyByHand(client: pg.Client, tenantId: string): Promise<number> {
  await client.query('begin isolation level repeatable read read only');
  await client.query(`select app.enter($1, 'operator', null, null, null, null, null, null, null)`, [
    tenantId,
  ]);
  const start = performance.now();
  let bytes = 0;
  const count = new Writable({
    write(chunk: Buffer, _, done) {
      bytes += chunk.length;
      done();
    },
  });
  await pipeline(client.query(to(handWritten)), count);
  const took = performance.now() - start;
  await client.query('commit');
  if (bytes === 0) throw new Error('nothing was copied');
  return took;
}

const server = await startTestServer();
const undo: (() => Promise<unknown>)[] = [() => server.stop()];
const connect = async (client: pg.Client): Promise<pg.Client> => {
  await client.connect();
  undo.unshift(() => client.end());
  return client;
};
try {
  await migrate(server.url);
  const secret = randomBytes(32).toString('hex');
  const service = await startProcess({
    DATABASE_URL: server.url,
    REQUISITE_SECRET: secret,
    EXPORT_POOL_SIZE: '120',
    WAIT_SECONDS: '15',
    WORKER: 'off',
  });
  undo.unshift(() => service.kill());
  const admin = await connect(new pg.Client(server.url));
  // Beside the service that is measured, one that serves nobody: it makes the tenant and its token.
  const app = await createApp(loadConfig({ NODE_ENV: 'test', WORKER: 'off' }), server.url, secret);
  const tenantId = await provisionTenant(app.pool, {
    name: 'Bench',
    kind: 'sandbox',
    clockAt: '2026-02-01T00:00:00Z',
  });
  const member = { name: 'Bench', email: 'bench@test.example', role: 'program_manager' } as const;
  const { token } = await provisionMember(app.pool, app.executor, tenantId, member);
  await app.close();
  await seed(admin, tenantId);
  const byHand = await connect(
    new pg.Client({
      connectionString: server.url,
      options: '-c role=requisite_service -c timezone=UTC',
      application_name: 'by hand',
    }),
  );

  const url = `${service.address}/v1/billing-items`;
  const resident = () =>
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${service.child.pid}/status`, 'utf8'))![1]) * 1024;
  const open = async (headers: Record<string, string> = {}): Promise<Download> => {
    const opened = await download(url, token, headers);
    if (opened.response.statusCode !== 200)
      throw new Error(`the list answered ${opened.response.statusCode}`);
    return opened;
  };
  const fetched = async (headers: Record<string, string>): Promise<number> => {
    const start = performance.now();
    const opened = await open(headers);
    if ((await drain(opened)) !== 'whole') throw new Error('the list was cut off');
    return performance.now() - start;
  };

  const atRest = resident();
  let most = atRest;
  const sampling = setInterval(() => (most = Math.max(most, resident())), 50);
  undo.unshift(async () => clearInterval(sampling));
  const forms = {
    csv: { accept: 'text/csv' },
    'csv, gzip': { accept: 'text/csv', 'accept-encoding': 'gzip' },
    ndjson: { accept: 'application/x-ndjson' },
    parquet: { accept: 'application/vnd.apache.parquet' },
  };
  const pidOf = async (name: string): Promise<number | undefined> => {
    const { rows: found } = await admin.query<{ pid: number }>(
      'select pid from pg_stat_activity where application_name = $1 order by backend_start limit 1',
      [name],
    );
    return found[0]?.pid;
  };
  const processor = { hand: [] as number[], postgres: [] as number[], service: [] as number[] };
  const took: Record<string, number[]> = { hand: [], csv: [], 'csv, gzip': [], ndjson: [], parquet: [] };
  for (let run = 0; run < runs; run += 1) {
    const hand = await pidOf('by hand');
    const began = {
      hand: processorOf(hand),
      postgres: processorOf(await pidOf('requisite exports')),
      service: processorOf(service.child.pid),
    };
    took['hand']!.push(await copyByHand(byHand, tenantId));
    took['csv']!.push(await fetched(forms.csv));
    processor.hand.push(processorOf(hand) - began.hand);
    processor.postgres.push(processorOf(await pidOf('requisite exports')) - began.postgres);
    processor.service.push(processorOf(service.child.pid) - began.service);
    if (run > 1) continue;
    took['csv, gzip']!.push(await fetched(forms['csv, gzip']));
    took['ndjson']!.push(await fetched(forms.ndjson));
    took['parquet']!.push(await fetched(forms.parquet));
  }
  for (const [name, figures] of Object.entries(took)) {
    const ratio = median(took['hand']!) / median(figures);
    const all = figures.map((each) => Math.round(each)).join(' ');
    say(
      `${name.padEnd(10)} median ${Math.round(median(figures))} ms, ${ratio.toFixed(2)} of COPY by hand (${all})`,
    );
  }
  const pairs = took['hand']!.map((hand, index) => hand / took['csv']![index]!);
  say(`pairs      ${pairs.map((pair) => pair.toFixed(2)).join(' ')}, median ${median(pairs).toFixed(2)}`);
  // Each has a processor of its own where there are enough: then the slowest of them is what an export takes.
  const used = Object.entries(processor).map(([name, figures]) => `${name} ${median(figures)} ms`);
  const slowest = Math.max(median(processor.postgres), median(processor.service));
  say(`processor  ${used.join(', ')}: ${(median(processor.hand) / slowest).toFixed(2)} with one for each`);
  say(
    `memory     ${megabytes(atRest)} at rest, ${megabytes(most - atRest)} more at most while ${rows} rows passed`,
  );

  most = resident();
  const before = most;
  const stalled: Download[] = [];
  while (stalled.length < stalledReaders) stalled.push(await open());
  await sleep(5_000);
  say(`stalled    ${megabytes(most - before)} more for ${stalledReaders} readers who do not read`);
  const busy = async () => {
    const { rows: found } = await admin.query<{ n: number }>(
      `select count(*)::int as n from pg_stat_activity where query ilike 'copy (select%' and state <> 'idle'`,
    );
    return found[0]!.n;
  };
  say(`running    ${await busy()} copies`);
  for (const each of stalled) each.leave();
  say(
    `canceled   all within ${Math.round(await until(async () => (await busy()) === 0, 10_000))} ms of their leaving`,
  );
} finally {
  for (const each of undo) await each();
}
