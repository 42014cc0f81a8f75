import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { createApp } from '../../src/app.ts';
import type { Role } from '../../src/kernel/actor.ts';
import { provisionMember, provisionTenant, type Member } from '../../src/provision.ts';
import { loadConfig } from '../../src/server/config.ts';
import { startEmbedded } from '../../src/server/database/embedded.ts';
import { migrate } from '../../src/server/database/migrate.ts';
import { createPool } from '../../src/server/database/pool.ts';
import { startProcess } from '../support/process.ts';

// node test/bench/people.ts [people] [parts]: a first import of workers by an operator and of as many candidates by a
// vendor, over HTTP, into a database that knows nothing of its tables yet (nothing is ever analyzed); how long each part of
// a file took says whether it gets slower on the way.
const count = Number(process.argv[2] ?? 20_000);
const parts = Number(process.argv[3] ?? 10);
const secret = 'benchmark-secret-benchmark-secret-0123';

const directory = mkdtempSync(join(tmpdir(), 'requisite-bench-'));
const server = await startEmbedded({ dataDirectory: join(directory, 'postgres'), durable: true });
const admin = new pg.Client(server.url);
await admin.connect();
await admin.query('alter system set autovacuum = off');
await admin.query('select pg_reload_conf()');
await admin.query('create database bench');
await admin.end();
const url = Object.assign(new URL(server.url), { pathname: 'bench' }).href;
await migrate(url);

const config = loadConfig({
  NODE_ENV: 'test',
  DATA_DIRECTORY: directory,
  LOG_LEVEL: 'silent',
  WORKER: 'off',
});
const app = await createApp(config, url, secret);
const pool = createPool(url, 2, () => undefined);
const tenantId = await provisionTenant(pool, { name: 'Bench', kind: 'live' });
const newMember = async (of: Partial<Member> & { role: Role }) =>
  (
    await provisionMember(pool, app.executor, tenantId, {
      name: of.role,
      email: `${of.role}@test.example`,
      ...of,
    })
  ).token;
const token = await newMember({ role: 'program_manager' });
const adminToken = await newMember({ role: 'tenant_admin' });
const running = await startProcess({
  DATABASE_URL: url,
  REQUISITE_SECRET: secret,
  DATA_DIRECTORY: directory,
  TENANT_RATE_LIMIT: '1000000',
});

async function call(
  method: string,
  path: string,
  body?: unknown,
  { as = token, type = 'application/json' } = {},
) {
  const answer = await fetch(`${running.address}/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${as}`, ...(body !== undefined && { 'content-type': type }) },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return JSON.parse(text) as Record<string, any>;
}

const vendor = await call('POST', '/vendors', { name: 'Bench Staffing', kind: 'agency' }, { as: adminToken });

const lineOf = (index: number, more: object) =>
  JSON.stringify({
    firstName: `First${index}`,
    lastName: `Last${index * 7}`,
    birthDate: `19${60 + (index % 40)}-0${1 + (index % 9)}-1${index % 10}`,
    homeState: 'OH',
    profession: 'rn',
    specialties: ['icu'],
    ...more,
  });

async function load(operation: string, as: string, lines: readonly string[]): Promise<void> {
  const begun = performance.now();
  const { id } = await call('POST', '/imports', { operation, format: 'ndjson' }, { as });
  await call('PUT', `/imports/${id}/content`, lines.join('\n'), { as, type: 'application/x-ndjson' });
  const marks: number[] = [];
  for (;;) {
    const job = await call('GET', `/imports/${id}`, undefined, { as });
    while (marks.length < parts && job['created'] >= ((marks.length + 1) * count) / parts)
      marks.push(performance.now() - begun);
    if (job['state'] === 'failed' || job['failed'] > 0) throw new Error(JSON.stringify(job));
    if (job['state'] === 'succeeded') break;
    await sleep(50);
  }
  const took = marks.map((mark, place) => Math.round(mark - (marks[place - 1] ?? 0)));
  console.log(
    `${operation}: ${count} in ${(marks.at(-1)! / 1000).toFixed(1)} s; by ${count / parts}: ${took.join(', ')} ms`,
  );
}

const people = Array.from({ length: count }, (_, index) => index);
await call('POST', '/external-systems', { name: 'hris' }, { as: adminToken });
const workers = people.map((index) => lineOf(index, { externalId: { system: 'hris', id: `p${index}` } }));
await load('upsert_worker', token, workers);

const recruiter = await newMember({ role: 'vendor_recruiter', vendorId: vendor['id'] });
await call('POST', '/external-systems', { name: 'ats' }, { as: recruiter });
// Every other one is known already.
const candidates = people.map((index) =>
  lineOf(index * 2, {
    externalId: { system: 'ats', id: `c${index}` },
    rightToRepresentUntil: '2030-01-01T00:00:00Z',
  }),
);
await load('upsert_representation', recruiter, candidates);

await app.close();
await pool.end();
await running.stop();
await server.stop();
rmSync(directory, { recursive: true, force: true });
