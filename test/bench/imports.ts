import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { from } from 'pg-copy-streams';
import { caller, openGround } from './support/ground.ts';

// node test/bench/imports.ts [rounds] [rows] [million]: an import of cost centers over HTTP beside COPY FROM STDIN of the
// same rows into the same table, and beside COPY of everything that the import writes; interleaved, medians.
const rounds = Number(process.argv[2] ?? 5);
const count = Number(process.argv[3] ?? 10_000);

const ground = await openGround('tenant_admin');
const { url, tenantId } = ground;
const running = await ground.start();
const call = caller(running, ground.token);

await call('POST', '/external-systems', { name: 'hris' });
const programId = (await call('POST', '/programs', { name: 'Bench', timeZone: 'America/New_York' }))['id'];

const copier = new pg.Client(url);
await copier.connect();
async function copy(table: string, columns: string, text: string): Promise<void> {
  const stream = copier.query(from(`copy ${table} (${columns}) from stdin with (format csv)`));
  stream.end(text);
  await once(stream, 'finish');
}

let serial = 0;
const id = () => `0198c0de-0000-7000-8000-${(serial++).toString(16).padStart(12, '0')}`;
const rows = (prefix: string, size = count) =>
  Array.from({ length: size }, (_, index) => ({
    id: id(),
    code: `${prefix}${index}`,
    name: `Center ${index}`,
  }));

async function copied(whole: boolean, prefix: string): Promise<number> {
  const now = new Date().toISOString();
  const wanted = rows(prefix);
  const centers = wanted.map(
    (row) => `${tenantId},${row.id},${programId},${row.code},${row.name},${now},${now}\n`,
  );
  const names = wanted.map((row) => `${tenantId},${id()},costCenter,${row.id},hris,${row.code},${now}\n`);
  const events = wanted.map(
    (row) =>
      `${tenantId},${id()},cost_center.created,"{operator,client}",${programId},cost_center,${row.id},1,membership,upsertCostCenter,r,${now},{}\n`,
  );
  const texts = [centers.join(''), names.join(''), events.join('')] as const;
  const begun = performance.now();
  await copier.query('begin');
  await copier.query(`select app.enter($1, 'system', null, null, null, null, null, null, null)`, [tenantId]);
  await copy('cost_centers', 'tenant_id,id,program_id,code,name,created_at,updated_at', texts[0]);
  if (whole) {
    await copy('external_ids', 'tenant_id,id,noun,subject_id,system,external_id,created_at', texts[1]);
    await copy(
      'events',
      'tenant_id,id,type,sides,program_id,subject_noun,subject_id,subject_version,actor_kind,operation,request_id,at,data',
      texts[2],
    );
  }
  await copier.query('commit');
  return performance.now() - begun;
}

async function imported(prefix: string, size = count): Promise<number> {
  const lines = rows(prefix, size).map(({ code, name }) => `hris,${code},${programId},${code},${name}\n`);
  const file = `externalId.system,externalId.id,programId,code,name\n${lines.join('')}`;
  const begun = performance.now();
  const { id: importId } = await call('POST', '/imports', { operation: 'upsert_cost_center' });
  await call('PUT', `/imports/${importId}/content`, file, 'text/csv');
  for (;;) {
    const job = await call('GET', `/imports/${importId}?fields=state,created,failed`);
    if (job['state'] === 'succeeded') {
      if (job['created'] !== size) throw new Error(JSON.stringify(job));
      return performance.now() - begun;
    }
    if (job['state'] === 'failed') throw new Error(JSON.stringify(job));
    await sleep(size > 100_000 ? 500 : 20);
  }
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!;
const memory = () =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${running.child.pid}/status`, 'utf8'))![1]) / 1024;
const times: Record<'table' | 'everything' | 'import', number[]> = { table: [], everything: [], import: [] };
await imported('warm', 2_000);
for (let round = 0; round < rounds; round += 1) {
  times.table.push(await copied(false, `t${round}-`));
  times.import.push(await imported(`i${round}-`));
  times.everything.push(await copied(true, `e${round}-`));
}
const [table, everything, whole] = [median(times.table), median(times.everything), median(times.import)];
console.log(
  JSON.stringify(times, (_, value: unknown) => (typeof value === 'number' ? Math.round(value) : value)),
);
console.log(
  `${count} rows: COPY into the table ${table.toFixed(0)} ms; COPY of all that the import writes ${everything.toFixed(0)} ms; import ${whole.toFixed(0)} ms`,
);
console.log(
  `ratio to the table ${(table / whole).toFixed(2)}; to everything ${(everything / whole).toFixed(2)}`,
);

if (process.argv[4] === 'million') {
  const before = memory();
  let most = before;
  const watch = setInterval(() => (most = Math.max(most, memory())), 100);
  const size = Number(process.argv[5] ?? 1_000_000);
  const took = await imported('m', size);
  clearInterval(watch);
  console.log(
    `${size} rows in ${(took / 1000).toFixed(1)} s; memory of the service ${before.toFixed(0)} → ${most.toFixed(0)} MiB`,
  );
}

await copier.end();
await running.stop();
await ground.clear();
