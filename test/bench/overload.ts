import autocannon from 'autocannon';
import { createApp } from '../../src/app.ts';
import { provisionMember, provisionTenant } from '../../src/provision.ts';
import { loadConfig } from '../../src/server/config.ts';
import { migrate } from '../../src/server/database/migrate.ts';
import { startProcess } from '../support/process.ts';
import { startTestServer } from '../support/test-server.ts';

// How the service bears too much (AV-2) and one tenant another (AV-3): `node test/bench/overload.ts [seconds]`, eight a
// phase unless told. Load comes from this process over loopback, so both share the machine's processors.
const seconds = Number(process.argv[2] ?? 8);
// A minute; the busy tenant spends it in the first seconds of its phase, the calm one never.
const tenantLimit = 600;
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
const running = await startProcess({
  DATABASE_URL: postgres.url,
  REQUISITE_SECRET: secret,
  RATE_LIMIT: '10000000',
  TENANT_RATE_LIMIT: '10000000',
});
const limited = await startProcess({
  DATABASE_URL: postgres.url,
  REQUISITE_SECRET: secret,
  RATE_LIMIT: '10000000',
  TENANT_RATE_LIMIT: String(tenantLimit),
});

const fire = (
  address: string,
  token: string,
  connections: number,
  duration = seconds,
  overallRate?: number,
) =>
  autocannon({
    url: `${address}/v1/programs?limit=50`,
    headers: { authorization: `Bearer ${token}` },
    connections,
    duration,
    timeout: 10,
    ...(overallRate && { overallRate }),
  });

type Result = Awaited<ReturnType<typeof fire>>;
const statusesOf = ({ statusCodeStats }: Result) =>
  Object.entries(statusCodeStats ?? {})
    .map(([status, { count = 0 }]) => `${status}: ${count}`)
    .join(', ');
const tell = (what: string, result: Result) =>
  say(
    `${what}: ${Math.round(result['2xx'] / result.duration)} good/s, p50 ${result.latency.p50} ms, p99 ${result.latency.p99} ms (${statusesOf(result)}; errors ${result.errors}, timeouts ${result.timeouts})`,
  );

const figuresOf = async (address: string) => (await fetch(`${address}/metrics`)).text();

async function memoryOf(address: string): Promise<number> {
  const text = await figuresOf(address);
  return Number(/process_resident_memory_bytes (\d+)/.exec(text)![1]) / 2 ** 20;
}

try {
  await fire(running.address, tokens.busy, 8, 3);
  const peak = await fire(running.address, tokens.busy, 16);
  tell('peak, 16 connections', peak);
  const before = await memoryOf(running.address);
  const capacity = Math.round(peak['2xx'] / peak.duration);
  const flood = await fire(running.address, tokens.busy, 500, seconds, 5 * capacity);
  tell('5 x capacity offered, 500 connections', flood);
  say(
    `goodput kept: ${Math.round((100 * flood['2xx'] * peak.duration) / (peak['2xx'] * flood.duration))} %, memory ${before.toFixed(0)} -> ${(await memoryOf(running.address)).toFixed(0)} MiB`,
  );
  const refusals = /^requisite_(?:shed_total|pool_refused_total\{pool="requests").*$/gm;
  say((await figuresOf(running.address)).match(refusals)!.join('\n'));
  tell('right after', await fire(running.address, tokens.busy, 16, 3));

  const alone = await fire(limited.address, tokens.calm, 2, seconds, 25);
  tell('another tenant alone, 25/s', alone);
  const [crowd, beside] = await Promise.all([
    fire(limited.address, tokens.busy, 32, seconds, (15 * tenantLimit) / 60),
    fire(limited.address, tokens.calm, 2, seconds, 25),
  ]);
  tell(`a tenant that asks fifteen times its limit of ${tenantLimit / 60}/s`, crowd);
  tell('another tenant beside it, 25/s', beside);
  say(`p99 beside / alone: ${(beside.latency.p99 / alone.latency.p99).toFixed(2)}`);
} finally {
  await Promise.all([running.stop(), limited.stop()]);
  await postgres.stop();
}
