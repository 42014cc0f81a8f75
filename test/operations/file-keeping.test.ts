import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { systemActor } from '../../src/kernel/actor.ts';
import { dataDirectory } from '../support/data-directory.ts';
import { announce, cleanFile, pdf, sendTo } from '../support/files.ts';
import { openObjectStorage, type ObjectStorage } from '../support/object-storage.ts';
import { startService, type Client, type Service } from '../support/service.ts';
import { openVirusScanner, type VirusScanner } from '../support/virus-scanner.ts';

interface House {
  service: Service;
  tenantId: string;
  admin: Client;
}

let local: House;
let remote: House;
let storage: ObjectStorage;
let scanner: VirusScanner;

async function open(environment: Record<string, string>): Promise<House> {
  const service = await startService(environment);
  return { service, ...(await service.tenant()) };
}

beforeAll(async () => {
  storage = await openObjectStorage();
  scanner = await openVirusScanner();
  local = await open({ FILE_RETENTION_DAYS: '30' });
  remote = await open({
    LOG_LEVEL: 'silent',
    CORS_ORIGINS: 'https://front.example',
    CLAMD_ADDRESS: scanner.address,
    FILES_S3_BUCKET: 'files',
    FILES_S3_ENDPOINT: storage.url,
    FILES_S3_REGION: 'eu-test-1',
    FILES_S3_PATH_STYLE: 'on',
    FILES_S3_ACCESS_KEY_ID: 'key-id',
    FILES_S3_SECRET_ACCESS_KEY: 'key-secret',
  });
});

const rows = <R extends object>({ service, tenantId }: House, text: string) =>
  service.as(systemActor(tenantId), (tx) => tx.rows<R>(sql.raw(text)));
const tidy = ({ service, tenantId }: House) => service.app.worker.hands.keeper.tidy(tenantId);
const stateOf = async ({ admin }: House, id: string) => (await admin.get(`/files/${id}`)).body.state;
const keptOf = ({ tenantId }: House, id: string) => {
  const folder = join(dataDirectory, 'files', 'kept', tenantId, id);
  return existsSync(folder) ? readdirSync(folder) : [];
};
/** Moves a file, which tells its age by its id, a day back. */
async function age(house: House, id: string): Promise<string> {
  const [made] = await rows<{ id: string }>(
    house,
    `insert into files (tenant_id, id, membership_id, name, media_type, size_bytes, content_sha256, purpose, data_class, state, content_id,
       uploaded_at, scanned_at, retained_until, created_at, updated_at)
     select tenant_id, uuidv7('-25 hours'), membership_id, name, media_type, size_bytes, content_sha256, purpose, data_class, state, content_id,
       uploaded_at, scanned_at, retained_until, created_at, updated_at from files where id = '${id}' returning id`,
  );
  await rows(house, `update file_contents set file_id = '${made!.id}' where file_id = '${id}'`);
  return made!.id;
}

test('a file that became part of nothing within a day is let go, with its bytes; what is known of it stays', async () => {
  const { service, admin } = local;
  const young = await cleanFile(service, admin);
  const waiting = await age(local, (await announce(admin, pdf())).id);
  const old = await age(local, await cleanFile(service, admin));
  await tidy(local);
  expect([await stateOf(local, young), await stateOf(local, waiting), await stateOf(local, old)]).toEqual([
    'clean',
    'removed',
    'removed',
  ]);
  expect(keptOf(local, young)).toHaveLength(1);
  expect(await rows(local, `select from file_contents where file_id = '${old}'`)).toEqual([]);
  const fetched = await admin.send({ method: 'GET', url: `/v1/files/${old}/content` });
  expect([fetched.status, fetched.body.code]).toEqual([409, 'step_not_allowed']);
  const events = await rows<{ reason: string }>(
    local,
    `select reason from events where subject_id = '${old}' and type = 'file.removed'`,
  );
  expect(events).toEqual([{ reason: 'It became part of nothing within a day.' }]);
});

test('an attached file is kept for its time by the tenant’s clock, and then its bytes go', async () => {
  const { service, tenantId, admin } = local;
  const id = await cleanFile(service, admin);
  await rows(
    local,
    `update files set subject_noun = 'agreement', subject_id = uuidv7(), version = version + 1 where id = '${id}'`,
  );
  const aged = 'select count(*)::int as n from file_contents';
  await service.moveClock(tenantId, '2026-02-03T00:00:00Z');
  await tidy(local);
  expect(await stateOf(local, id)).toBe('clean');
  expect(keptOf(local, id)).toHaveLength(1);
  await service.moveClock(tenantId, '2026-02-05T00:00:00Z');
  await tidy(local);
  expect(await stateOf(local, id)).toBe('removed');
  expect(keptOf(local, id)).toEqual([]);
  expect(await rows(local, aged)).toEqual([{ n: 0 }]);
  await tidy(local);
});

test('what a killed process left on the disk is swept away', async () => {
  const folder = join(dataDirectory, 'files', 'incoming');
  mkdirSync(folder, { recursive: true });
  for (const name of ['left', 'coming']) writeFileSync(join(folder, name), 'bytes');
  const yesterday = new Date(Date.now() - 25 * 3_600_000);
  utimesSync(join(folder, 'left'), yesterday, yesterday);
  local.service.app.worker.hands.keeper.start();
  await expect.poll(() => readdirSync(folder)).toEqual(['coming']);
  await local.service.app.worker.hands.keeper.stop();
});

test('a bucket keeps the bytes, tried again where it stumbles, and gives them back', async () => {
  const { service, tenantId, admin } = remote;
  const content = pdf('In a bucket');
  const { id, uploadUrl } = await announce(admin, content);
  storage.failing = 1;
  storage.asked.length = 0;
  const sent = await sendTo(service, uploadUrl, content);
  expect(sent.body, sent.text).toMatchObject({ state: 'scanning' });
  expect(storage.asked.filter((asked) => asked.startsWith('PUT'))).toHaveLength(2);
  const [[path, object]] = [...storage.objects] as [[string, { content: Buffer; type: string }]];
  expect(path).toMatch(new RegExp(`^/files/${tenantId}/${id}/[0-9a-f-]{36}$`));
  expect(object.content).toEqual(content);
  expect(object.type).toBe('application/pdf');
  expect(keptOf(remote, id)).toEqual([]);
  await service.app.worker.hands.scanner.drain(tenantId);
  expect(await stateOf(remote, id)).toBe('clean');
  storage.failing = 1;
  const got = await admin.send({ method: 'GET', url: `/v1/files/${id}/content` });
  expect(got.text).toBe(content.toString());
  const old = await age(remote, id);
  storage.objects.set(path.replace(id, old), object);
  await tidy(remote);
  expect(storage.objects.has(path.replace(id, old))).toBe(false);
});

test('a browser of a named origin may send to a link and read what it fetches is called', async () => {
  const { service, admin } = remote;
  const { uploadUrl } = await announce(admin, pdf());
  const preflight = async (origin: string) =>
    service.app.http.inject({
      method: 'OPTIONS',
      url: uploadUrl,
      headers: { origin, 'access-control-request-method': 'PUT' },
    });
  const { headers } = await preflight('https://front.example');
  expect(headers['access-control-allow-origin']).toBe('https://front.example');
  expect(headers['access-control-allow-methods']).toContain('PUT');
  expect((await preflight('https://other.example')).headers['access-control-allow-origin']).toBeUndefined();
});

test('a bucket that does not take it leaves the file as it was, and nothing behind', async () => {
  const { service, admin } = remote;
  const { id, uploadUrl } = await announce(admin, pdf());
  storage.failing = 3;
  const refused = await sendTo(service, uploadUrl, pdf());
  expect([refused.status, refused.body.code]).toEqual([503, 'unavailable']);
  expect(await stateOf(remote, id)).toBe('awaiting_content');
  expect(await rows(remote, `select from file_contents where file_id = '${id}'`)).toEqual([]);
  expect((await sendTo(service, uploadUrl, pdf())).body.state).toBe('scanning');
});

test('a file waits for a scanner that does not answer, and is not given out; what it finds is deleted', async () => {
  const { service, tenantId, admin } = remote;
  await service.app.worker.hands.scanner.drain(tenantId);
  const content = pdf('VIRUS');
  const { id, uploadUrl } = await announce(admin, content);
  await sendTo(service, uploadUrl, content);
  scanner.mood = 'hangs up';
  await service.app.worker.hands.scanner.drain(tenantId);
  expect(await stateOf(remote, id)).toBe('scanning');
  expect((await admin.get(`/files/${id}/link`)).body.code).toBe('file_not_ready');
  const waiting = await rows<{ tries: number; waits: boolean }>(
    remote,
    `select scan_attempts as tries, scan_retry_at > clock_timestamp() + interval '3 seconds' as waits from file_contents where file_id = '${id}'`,
  );
  expect(waiting).toEqual([{ tries: 1, waits: true }]);
  scanner.mood = 'answers';
  expect(await service.app.worker.hands.scanner.next(tenantId)).toBe('idle');
  await rows(remote, `update file_contents set scan_retry_at = clock_timestamp()`);
  await service.app.worker.hands.scanner.drain(tenantId);
  expect((await admin.get(`/files/${id}`)).body).toMatchObject({ state: 'infected', finding: 'Test.Virus' });
  expect([...storage.objects.keys()].filter((key) => key.includes(id))).toEqual([]);
});

test('bytes that could not be deleted at once are deleted later', async () => {
  const { service, tenantId, admin } = remote;
  const content = pdf('VIRUS');
  const { id, uploadUrl } = await announce(admin, content);
  await sendTo(service, uploadUrl, content);
  const held = async () => [...storage.objects.keys()].filter((key) => key.includes(id)).length;
  storage.refusing = 'DELETE';
  await service.app.worker.hands.scanner.next(tenantId);
  storage.refusing = undefined;
  expect([await stateOf(remote, id), await held()]).toEqual(['infected', 1]);
  await tidy(remote);
  expect(await held()).toBe(0);
});
