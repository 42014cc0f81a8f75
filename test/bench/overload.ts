import { createApp } from '../../src/app.ts';
import { provisionMember, provisionTenant } from '../../src/provision.ts';
import { loadConfig } from '../../src/server/config.ts';
import { migrate } from '../../src/server/database/migrate.ts';
import { startProcess, type ServiceProcess } from '../support/process.ts';
import { startTestServer } from '../support/test-server.ts';
import { load, tell, type LoadTerms, type Tally } from './support/load.ts';

// How the service bears too much (AV-2) and one tenant another (AV-3): `node test/bench/overload.ts [overload|fairness]
// [seconds]`, eight a phase unless told. Service, Postgres and the senders (processes of their own) share this machine.
const [part = 'all', length = '8'] = process.argv.slice(2);
const seconds = Number(length);
const secret = 'benchmark-secret-benchmark-secret-0123';
const say = (line: string) => process.stdout.write(`${line}\n`);

const postgres = await startTestServer();
await migrate(postgres.url);
const app = await createApp(
  loadConfig({ NODE_ENV: 'test', LOG_LEVEL: 'silent', WORKER: 'off' }),
  postgres.url,
  secret,
);

/** A tenant with a hundred programs, and a token of its administrator. */
async function tenant(name: string): Promise<string> {
  const tenantId = await provisionTenant(app.pool, { name, kind: 'live' });
  const { token } = await provisionMember(app.pool, app.executor, tenantId, {
    role: 'tenant_admin',
    name,
    email: `${name}@test.example`,
  });
  for (let count = 0; count < 100; count += 1)
    await app.http.inject({
      method: 'POST',
      url: '/v1/programs',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      payload: JSON.stringify({ name: `Program ${count}`, timeZone: 'America/New_York' }),
    });
  return token;
}

const tokens = { busy: await tenant('busy'), calm: await tenant('calm') };
await app.close();

const start = (limits: Record<string, string> = {}) =>
  startProcess({ DATABASE_URL: postgres.url, REQUISITE_SECRET: secret, RATE_LIMIT: '10000000', ...limits });
const termsOf = ({ address }: ServiceProcess, terms: Partial<LoadTerms>): LoadTerms => ({
  port: Number(new URL(address).port),
  path: '/v1/programs?limit=50',
  token: tokens.busy,
  connections: 16,
  seconds,
  rate: 0,
  honoring: 0,
  settling: seconds > 3 ? 1 : 0,
  ...terms,
});

/** Sends, and says what came of it. */
async function fire(what: string, service: ServiceProcess, given: Partial<LoadTerms>, kind = false) {
  const terms = termsOf(service, given);
  const tally = await load(terms, kind);
  if (what) say(tell(what, terms, tally));
  return { ...tally, goodput: (tally.statuses['200'] ?? 0) / terms.seconds };
}

const figuresOf = async ({ address }: ServiceProcess) => (await fetch(`${address}/metrics`)).text();
const figure = (text: string, name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)![1]);
const mebibytes = (text: string) => figure(text, 'process_resident_memory_bytes') / 2 ** 20;
const processor = (text: string) => figure(text, 'process_cpu_seconds_total');

/** Peak, then five times as much by clients that do not heed Retry-After, and by half that do. */
async function overload(): Promise<void> {
  const service = await start({ TENANT_RATE_LIMIT: '10000000' });
  try {
    await fire('', service, { seconds: 3 });
    const peak = await fire('peak (16 connections, each asks when answered)', service, {});
    const rate = 5 * peak.goodput;
    const usual = { connections: 64, rate: peak.goodput / 2 };
    const normal = await fire('half of it, evenly', service, usual);
    for (const honoring of [0, 0.5]) {
      const before = await figuresOf(service);
      let unhealthy = 0;
      const probing = setInterval(
        () =>
          void fetch(`${service.address}/health/ready`).then(
            ({ ok }) => (unhealthy += ok ? 0 : 1),
            () => (unhealthy += 1),
          ),
        250,
      );
      const name = `five times it, 500 connections, ${honoring * 100} % heed Retry-After`;
      const flood = await fire(name, service, { connections: 500, rate, honoring }, true);
      clearInterval(probing);
      const began = performance.now();
      let again: Tally;
      do again = await fire('', service, { ...usual, seconds: 1, settling: 0 });
      while (again.p99 > 1.5 * normal.p99 && performance.now() - began < 10_000);
      const after = await figuresOf(service);
      say(
        `  goodput ${Math.round((100 * flood.goodput) / peak.goodput)} % of the peak; memory ${mebibytes(before).toFixed(0)} → ${mebibytes(after).toFixed(0)} MiB; not ready ${unhealthy} times; service ${Math.round((100 * (processor(after) - processor(before))) / (seconds + 1))} % of a processor; p99 ${again.p99.toFixed(1)} ms (before ${normal.p99.toFixed(1)}) within ${((performance.now() - began) / 1000).toFixed(1)} s`,
      );
    }
    say(
      (await figuresOf(service))
        .match(/^requisite_(?:shed_total|pool_refused_total\{pool="requests").*$/gm)!
        .join('\n'),
    );
  } finally {
    await service.stop();
  }
}

/** One tenant at its limit, beyond it, and far beyond what the service can; another beside it that asks 50 a second. */
async function fairness(): Promise<void> {
  const open = await start({ TENANT_RATE_LIMIT: '10000000' });
  const limited = await start({ TENANT_RATE_LIMIT: '600' });
  try {
    await fire('', limited, { token: tokens.calm, seconds: 1, rate: 20 });
    await fire('', open, { seconds: 3 });
    const { goodput } = await fire('peak (16 connections)', open, { seconds: 4 });
    const calm = { token: tokens.calm, connections: 16, rate: 50 };
    const alone = await fire('another tenant alone, 50/s', open, calm);
    // What the settings give a tenant unless told, and no more than the half of this machine.
    const limit = Math.min(500, goodput / 2);
    for (const [what, service, terms] of [
      [`at its limit of ${Math.round(limit)}/s`, open, { rate: limit, connections: 64 }],
      ['at five times the capacity', open, { rate: 5 * goodput, connections: 500 }],
      ['whose limit is spent, at fifteen times it', limited, { rate: 150, connections: 64 }],
    ] as const) {
      const [, beside] = await Promise.all([
        fire(`a tenant ${what}`, service, terms, true),
        fire('  another beside it, 50/s', service, service === limited ? { ...calm, rate: 8 } : calm),
      ]);
      say(`  p99 beside / alone: ${(beside.p99 / alone.p99).toFixed(2)}`);
    }
  } finally {
    await Promise.all([open.stop(), limited.stop()]);
  }
}

try {
  if (part !== 'fairness') await overload();
  if (part !== 'overload') await fairness();
} finally {
  await postgres.stop();
}
