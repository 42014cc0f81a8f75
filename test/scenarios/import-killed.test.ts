import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { systemActor } from '../../src/kernel/actor.ts';
import { startProcess } from '../support/process.ts';
import { startService, type Client, type Service } from '../support/service.ts';

const rows = 9_000;
const rowsOfWhole = 2_000;
const kills = 6;

let service: Service;
let tenantId: string;
let admin: Client;
let programId: string;

beforeAll(async () => {
  service = await startService();
  ({ tenantId, admin } = await service.tenant());
  await admin.post('/external-systems', { name: 'hris' });
  programId = (await admin.post('/programs', { name: 'Killed', timeZone: 'America/New_York' })).body.id;
});

const announce = async (mode: string) =>
  (await admin.post('/imports', { operation: 'upsert_cost_center', mode })).body.id as string;

const file = (prefix: string, size: number) =>
  'externalId.system,externalId.id,programId,code,name\n' +
  Array.from(
    { length: size },
    (_, index) => `hris,${prefix}${index},${programId},${prefix}${index},Center ${index}\n`,
  ).join('');

const count = (text: string) =>
  service.as(
    systemActor(tenantId),
    async (tx) => (await tx.rows<{ n: number }>(sql.raw(`select count(*)::int as n from ${text}`)))[0]!.n,
  );

test('two processes, killed again and again in the middle of a file, take each row once', async () => {
  const [many, whole] = [await announce('best_effort'), await announce('all_or_nothing')];
  const environment = { DATABASE_URL: service.database.adminUrl, REQUISITE_SECRET: service.secret };
  const processes = [await startProcess(environment), await startProcess(environment)];
  const send = (importId: string, content: string) =>
    admin.send({
      method: 'PUT',
      url: `/v1/imports/${importId}/content`,
      headers: { 'content-type': 'text/csv' },
      payload: content,
    });
  expect((await send(many, file('m', rows))).status).toBe(200);
  expect((await send(whole, file('w', rowsOfWhole))).status).toBe(200);
  const stateOf = async (importId: string) => (await admin.get(`/imports/${importId}`)).body;
  let killedRunning = 0;
  let before = 0;
  // Killed each time it has come further, however quick or slow the machine is.
  const isFurther = async () => {
    const { state, done } = await stateOf(many);
    if (state === 'succeeded') return 'done';
    if (state !== 'running' || done <= before) return 'no';
    before = done;
    return 'further';
  };
  for (let kill = 0; kill < kills; kill += 1) {
    let found = 'no';
    await expect
      .poll(async () => (found = await isFurther()), { timeout: 30_000, interval: 20 })
      .not.toBe('no');
    await sleep(100 * Math.random());
    if (found === 'further') killedRunning += 1;
    await processes[kill % 2]!.kill();
    processes[kill % 2] = await startProcess(environment);
  }
  const states = async () => [(await stateOf(many)).state, (await stateOf(whole)).state];
  await expect.poll(states, { timeout: 60_000, interval: 100 }).toEqual(['succeeded', 'succeeded']);
  expect(killedRunning).toBeGreaterThan(0);
  expect(await stateOf(many)).toMatchObject({ state: 'succeeded', created: rows, done: rows, changed: 0 });
  expect(await stateOf(whole)).toMatchObject({ state: 'succeeded', created: rowsOfWhole, failed: 0 });
  expect(await Promise.all(processes.map((one) => one.stop()))).toEqual([0, 0]);

  const all = rows + rowsOfWhole;
  expect(await count('cost_centers')).toBe(all);
  expect(await count('import_rows')).toBe(all);
  expect(await count(`row_versions where table_name = 'cost_centers'`)).toBe(all);
  expect(await count(`events where type = 'cost_center.created'`)).toBe(all);
  expect(await count(`(select distinct subject_id from events where type = 'cost_center.created') e`)).toBe(
    all,
  );
  for (const type of ['import.queued', 'import.started', 'import.succeeded'])
    expect(await count(`events where type = '${type}'`), type).toBe(2);
}, 240_000);
