import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { caller, openGround } from './support/ground.ts';

// node test/bench/release.ts [vendors] [seconds] [rate]: an order is released to 400 vendors of one tier (and then two
// more of them) while others read and write in the same service, evenly so many requests a second; their latencies
// before, while it and what follows from it happens, and after. Service, Postgres and sender share this machine.
const vendors = Number(process.argv[2] ?? 400);
const seconds = Number(process.argv[3] ?? 6);
const rate = Number(process.argv[4] ?? 100);
const say = (line: string) => process.stdout.write(`${line}\n`);

const ground = await openGround('tenant_admin');
const running = await ground.start();
const admin = caller(running, ground.token);
const manager = caller(running, await ground.member({ role: 'program_manager' }));

await admin('POST', '/external-systems', { name: 'workday' });
const { id: programId } = await admin('POST', '/programs', { name: 'Bench', timeZone: 'America/New_York' });
const place = { programId, name: 'Columbus', state: 'OH', timeZone: 'America/New_York' };
const { id: facilityId } = await admin('PUT', '/facilities/ext:workday:F1', place);
const { id: unitId } = await admin('PUT', '/units/ext:workday:U1', { programId, facilityId, name: 'ICU' });

const database = new pg.Client(ground.url);
await database.connect();
/** Runs a statement as the tenant's own hand. */
async function write(statement: string, ...values: unknown[]): Promise<pg.QueryResult> {
  await database.query('begin');
  await database.query(`select app.enter($1, 'system', null, null, null, null, null, null, null)`, [
    ground.tenantId,
  ]);
  const result = await database.query(statement, values);
  await database.query('commit');
  return result;
}
await write(
  `insert into vendors (tenant_id, name, kind, state, created_at, updated_at)
    select $1, 'Agency ' || n, 'agency', 'active', app.now(), app.now() from generate_series(1, $2::int) n`,
  ground.tenantId,
  vendors,
);
await write(
  `insert into panel_memberships (tenant_id, program_id, vendor_id, tier, standing, created_at, updated_at)
    select tenant_id, $2, id, 1, 'good', app.now(), app.now() from vendors where tenant_id = $1`,
  ground.tenantId,
  programId,
);
await database.query('analyze');
const { rows: some } = await write('select id from vendors where tenant_id = $1 limit 4', ground.tenantId);
const recruiters: ReturnType<typeof caller>[] = [];
for (const { id } of some) {
  const member = { role: 'vendor_recruiter' as const, email: `${id}@test.example`, vendorId: id };
  recruiters.push(caller(running, await ground.member(member)));
}

async function opened(): Promise<string> {
  const { id } = await manager('POST', '/orders', {
    unitId,
    profession: 'rn',
    specialty: 'icu',
    positions: 2,
    startsOn: '2099-02-01',
    endsOn: '2099-05-02',
    hoursPerWeek: '36',
    billRate: '98',
    payRateFrom: '55',
    payRateTo: '60',
    reason: 'vacancy',
  });
  await manager('POST', `/orders/${id}/submit`, {});
  return id as string;
}

let serial = 0;
/** What others do meanwhile: three reads to a write. */
const requests: (() => Promise<unknown>)[] = [
  () => manager('GET', '/orders?limit=20'),
  () => recruiters[serial % recruiters.length]!('GET', '/orders?limit=20'),
  () => admin('GET', '/programs?limit=20'),
  () => admin('POST', '/programs', { name: `Program ${serial}`, timeZone: 'America/New_York' }),
];

/** Sends evenly, not waiting for answers, until told to stop; answers the latencies in milliseconds. */
async function loadWhile(what: () => Promise<unknown>): Promise<number[]> {
  const took: number[] = [];
  const flying = new Set<Promise<unknown>>();
  let over = false;
  const sending = (async () => {
    const begun = performance.now();
    for (let sent = 0; !over; sent += 1) {
      const due = begun + (sent * 1_000) / rate;
      await sleep(Math.max(due - performance.now(), 0));
      serial += 1;
      const asked = requests[serial % requests.length]!().then(() => took.push(performance.now() - due));
      flying.add(asked);
      void asked.finally(() => flying.delete(asked));
    }
  })();
  await what();
  over = true;
  await sending;
  await Promise.all(flying);
  return took;
}

const quantile = (took: readonly number[], share: number) =>
  took.toSorted((one, other) => one - other)[Math.floor((took.length - 1) * share)]!;
const tell = (what: string, took: readonly number[]) =>
  say(
    `${what}: ${took.length} requests, p50 ${quantile(took, 0.5).toFixed(1)}, p99 ${quantile(took, 0.99).toFixed(1)}, longest ${Math.max(...took).toFixed(0)} ms`,
  );

/** Releases the order and waits until all that follows from it has happened. */
async function release(orderId: string): Promise<void> {
  const begun = performance.now();
  await manager('POST', `/orders/${orderId}/release`, { tiers: [{ tier: 1, delayHours: 0 }] });
  const answered = performance.now() - begun;
  let [owed] = [1];
  while (owed > 0) {
    await sleep(20);
    const { rows } = await write(
      `select count(*)::int as owed from reaction_runs where tenant_id = $1 and state = 'due'`,
      ground.tenantId,
    );
    owed = rows[0].owed;
  }
  const { rows } = await write(
    'select count(*)::int as seen from order_visibilities where tenant_id = $1 and order_id = $2',
    ground.tenantId,
    orderId,
  );
  say(
    `  released to ${rows[0].seen} vendors in ${answered.toFixed(0)} ms; all that followed within ${(performance.now() - begun).toFixed(0)} ms`,
  );
}

try {
  await loadWhile(() => sleep(2_000));
  const orders = [await opened(), await opened(), await opened()];
  tell('before', await loadWhile(() => sleep(seconds * 1_000)));
  for (const orderId of orders) {
    const during = await loadWhile(async () => {
      await sleep(500);
      await release(orderId);
      await sleep(500);
    });
    tell('during', during);
  }
  tell('after', await loadWhile(() => sleep(seconds * 1_000)));
} finally {
  await database.end();
  await running.stop();
  await ground.clear();
}
