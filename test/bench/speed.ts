import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type autocannon from 'autocannon';
import pg from 'pg';
import { createApp } from '../../src/app.ts';
import { provisionMember, provisionTenant } from '../../src/provision.ts';
import { loadConfig } from '../../src/server/config.ts';
import { startEmbedded } from '../../src/server/database/embedded.ts';
import { migrate } from '../../src/server/database/migrate.ts';
import { fill, sizes } from './support/data.ts';
import { measure, median, type Figures } from './support/measure.ts';
import { startPeer, stopPeer, type Peer } from './support/peers.ts';
import { nestedOurs, nestedPostgraphile, orderFields, variables } from './support/questions.ts';

// The benchmark: our service, a bare handler and PostGraphile over the same tables, role and policies, one after the
// other in short turns, so that whatever else the machine does falls on all of them.
const { values: given } = parseArgs({
  options: {
    sizes: { type: 'string', default: 's,m' },
    seconds: { type: 'string', default: '3' },
    rounds: { type: 'string', default: '5' },
    connections: { type: 'string', default: '10' },
    only: { type: 'string', default: 'get,list,nested,write' },
    peers: { type: 'string', default: 'bare,together,requisite,postgraphile' },
    keep: { type: 'string' },
  },
});
const secret = 'a secret for benchmarks that nobody else has';
const poolSize = 8;
const seconds = Number(given.seconds);
const rounds = Number(given.rounds);
const wanted = new Set(given.only.split(','));
const peersWanted = new Set(given.peers.split(','));
const json = { 'content-type': 'application/json' };
const say = (line: string) => process.stdout.write(`${line}\n`);

const directory = given.keep ?? join(tmpdir(), `requisite-bench-${process.pid}`);
const server = await startEmbedded({
  dataDirectory: directory,
  durable: true,
  settings: {
    shared_buffers: '1GB',
    max_wal_size: '8GB',
    work_mem: '16MB',
    checkpoint_timeout: '30min',
  },
});

interface Bench {
  url: string;
  tenantId: string;
  membershipId: string;
  token: string;
  programId: string;
  ids: string[];
}

/** A database with a tenant of the size, made once where it is kept. */
async function prepare(size: string): Promise<Bench> {
  const admin = new pg.Client(server.url);
  await admin.connect();
  const name = `bench_${size}`;
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  const known = (await admin.query('select from pg_database where datname = $1', [name])).rowCount;
  if (!known) await admin.query(`create database ${name}`);
  await admin.end();
  await migrate(url.href);
  const config = loadConfig({ NODE_ENV: 'test', WORKER: 'off', LOG_LEVEL: 'silent', DATABASE_URL: url.href });
  const app = await createApp(config, url.href, secret);
  const pool = new pg.Pool({ connectionString: url.href, max: 2, options: '-c role=requisite_service' });
  const client = new pg.Client(url.href);
  await client.connect();
  const [tenant] = (await client.query<{ id: string }>(`select id from tenants where name = 'bench' limit 1`))
    .rows;
  const tenantId = tenant?.id ?? (await provisionTenant(pool, { name: 'bench', kind: 'live' }));
  if (!tenant) {
    const started = performance.now();
    await fill(client, tenantId, sizes[size]!);
    // A second tenant, so that tenancy has something to tell apart.
    await fill(client, await provisionTenant(pool, { name: 'beside', kind: 'live' }), sizes['s']!);
    await client.query('vacuum analyze');
    say(`${size}: filled in ${Math.round((performance.now() - started) / 1000)} s`);
  }
  const member = await provisionMember(pool, app.executor, tenantId, {
    name: 'Bench',
    email: `bench.${randomUUID()}@example.com`,
    role: 'integration',
    side: 'operator',
  });
  const manager = await provisionMember(pool, app.executor, tenantId, {
    name: 'Bench',
    email: `manager.${randomUUID()}@example.com`,
    role: 'program_manager',
  });
  const { rows } = await client.query<{ id: string }>(
    'select id from orders where tenant_id = $1 order by random() limit 500',
    [tenantId],
  );
  const {
    rows: [program],
  } = await client.query<{ id: string }>('select id from programs where tenant_id = $1', [tenantId]);
  await client.end();
  await pool.end();
  await app.close();
  void member;
  return {
    url: url.href,
    tenantId,
    membershipId: manager.membershipId,
    token: manager.token,
    programId: program!.id,
    ids: rows.map(({ id }) => id),
  };
}

async function startPeers(bench: Bench): Promise<Peer[]> {
  const told = (port: number) => [
    JSON.stringify({
      url: bench.url,
      port,
      poolSize,
      tenantId: bench.tenantId,
      membershipId: bench.membershipId,
    }),
  ];
  const peers: Peer[] = [];
  if (peersWanted.has('bare') || peersWanted.has('together')) {
    const bare = await startPeer('bare', 'bare.ts', told(4101), 4101, '/list');
    if (peersWanted.has('bare')) peers.push(bare);
    if (peersWanted.has('together')) peers.push({ ...bare, name: 'together' });
  }
  if (peersWanted.has('requisite'))
    peers.push(
      await startPeer('requisite', '../../../src/bin/serve.ts', [], 4102, '/health/ready', {
        NODE_ENV: 'test',
        HOST: '127.0.0.1',
        PORT: '4102',
        DATABASE_URL: bench.url,
        REQUISITE_SECRET: secret,
        WORKER: 'off',
        LOG_LEVEL: 'info',
        // One tenant holds half of the pool at most: as many as the others have in all.
        POOL_SIZE: String(poolSize * 2),
        RATE_LIMIT: '100000000',
        TENANT_RATE_LIMIT: '100000000',
        DATA_DIRECTORY: join(tmpdir(), 'requisite-bench-data'),
      }),
    );
  if (peersWanted.has('postgraphile'))
    peers.push(await startPeer('postgraphile', 'postgraphile-peer.ts', told(4103), 4103, '/graphql'));
  return peers;
}

/** What warming up has written is counted by the planner too, as autovacuum would see to. */
async function analyze(url: string): Promise<void> {
  const admin = new pg.Client(url);
  await admin.connect();
  await admin.query('analyze');
  await admin.end();
}

let writes = 0;
const uniqueCode = () => `B${process.pid}-${Date.now().toString(36)}-${(writes += 1)}`;

/** The requests that ask a peer for the same thing; undefined where it has no such operation. */
function requestsOf(question: string, peer: Peer, bench: Bench): autocannon.Request[] | undefined {
  const mine = { authorization: `Bearer ${bench.token}` };
  const graphql = (query: string, given: object) => [
    {
      method: 'POST' as const,
      path: '/graphql',
      headers: { ...json, ...mine },
      body: JSON.stringify({ query, variables: given }),
    },
  ];
  const prefix = peer.name === 'together' ? '/together' : '';
  const bare = peer.name === 'bare' || peer.name === 'together';
  switch (question) {
    case 'get':
      return peer.name === 'postgraphile'
        ? bench.ids
            .slice(0, 50)
            .flatMap((id) =>
              graphql(
                `query Get($tenant: UUID!, $id: UUID!) { order: orderByTenantIdAndId(tenantId: $tenant, id: $id) { ${orderFields.join(' ')} } }`,
                { tenant: bench.tenantId, id },
              ),
            )
        : bench.ids.map((id) => ({
            method: 'GET' as const,
            path: bare ? `${prefix}/get/${id}` : `/v1/orders/${id}?fields=${orderFields.join(',')}`,
            headers: mine,
          }));
    case 'list':
      return peer.name === 'postgraphile'
        ? graphql(
            `query List($tenant: UUID!) { orders: allOrders(first: 50, orderBy: [CREATED_AT_ASC, ID_ASC], condition: { tenantId: $tenant, state: "open" }) { nodes { ${orderFields.join(' ')} } } }`,
            { tenant: bench.tenantId },
          )
        : [
            {
              method: 'GET',
              path: bare
                ? `${prefix}/list`
                : `/v1/orders?state=open&sort=createdAt&limit=50&fields=${orderFields.join(',')}`,
              headers: mine,
            },
          ];
    case 'nested':
      if (bare) return [{ method: 'POST', path: `${prefix}/nested`, headers: json, body: '{}' }];
      return peer.name === 'postgraphile'
        ? graphql(nestedPostgraphile, { ...variables, tenant: bench.tenantId })
        : graphql(nestedOurs, variables);
    case 'write':
      if (peer.name !== 'bare' && peer.name !== 'requisite') return undefined;
      return [
        {
          setupRequest: (request) => {
            const code = uniqueCode();
            return {
              ...request,
              method: 'POST',
              path: bare ? '/write' : '/v1/programs',
              headers: { ...json, ...mine, 'idempotency-key': code },
              body: JSON.stringify({ name: code, timeZone: 'America/New_York' }),
            };
          },
        },
      ];
    default:
      throw new Error(`no question is called ${question}`);
  }
}

const fixed = (value: number, digits: number) => value.toFixed(digits).padStart(9);
const base: Record<string, Record<string, number>> = {};

try {
  for (const size of given.sizes.split(',')) {
    const bench = await prepare(size);
    const peers = await startPeers(bench);
    try {
      say(
        `\n${size}, ${given.connections} connections, pool ${poolSize}, ${rounds} × ${seconds} s each, medians`,
      );
      say('                              req/s     ÷ bare       p50       p99  node ms     pg ms  failed');
      for (const question of ['get', 'list', 'nested', 'write'].filter((name) => wanted.has(name))) {
        const all = new Map<string, Figures[]>();
        for (let round = 0; round <= rounds; round += 1) {
          for (const peer of peers) {
            const requests = requestsOf(question, peer, bench);
            if (!requests) continue;
            if (question === 'write' && round === 1) await analyze(bench.url);
            const figures = await measure(peer, requests, {
              // The first turn warms up and does not count.
              seconds: round === 0 ? 1 : seconds,
              connections: Number(given.connections),
              postmaster: server.pid,
            });
            if (round > 0) all.set(peer.name, [...(all.get(peer.name) ?? []), figures]);
          }
        }
        const of = (name: string, key: keyof Figures) =>
          median(all.get(name)!.map((figures) => figures[key]));
        for (const name of all.keys()) {
          const rate = of(name, 'perSecond');
          (base[question] ??= {})[`${size} ${name}`] = rate;
          say(
            `  ${question.padEnd(8)} ${name.padEnd(14)} ${fixed(rate, 0)}  ${fixed(rate / (all.has('bare') ? of('bare', 'perSecond') : rate), 2)} ${fixed(of(name, 'p50'), 1)} ${fixed(of(name, 'p99'), 1)} ${fixed(of(name, 'nodeCpu'), 2)} ${fixed(of(name, 'postgresCpu'), 2)} ${fixed(of(name, 'failed'), 0)}`,
          );
        }
      }
    } finally {
      await Promise.all(peers.map(stopPeer));
    }
  }
} finally {
  await server.stop();
  if (!given.keep) rmSync(directory, { recursive: true, force: true });
}
