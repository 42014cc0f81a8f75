import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp, type App } from '../../src/app.ts';
import { provisionMember, provisionTenant } from '../../src/provision.ts';
import { loadConfig } from '../../src/server/config.ts';
import { createLog } from '../../src/server/log.ts';
import { dataDirectory, removeDataDirectory } from '../support/data-directory.ts';
import { adminClient, createDatabase } from '../support/database.ts';
import { pdf } from '../support/files.ts';

let app: App;
let admin: pg.Client;
let token: string;
const lines: string[] = [];
/** Answers of failures, and what has been given out as a link. */
const failures: string[] = [];
const links: string[] = [];

beforeAll(async () => {
  const database = await createDatabase();
  admin = await adminClient(database);
  const config = loadConfig({ NODE_ENV: 'test', WORKER: 'off', DATA_DIRECTORY: dataDirectory });
  const log = createLog('trace', { write: (line) => lines.push(line) });
  app = await createApp(config, database.adminUrl, randomBytes(32).toString('hex'), log);
  afterAll(async () => {
    await app.close();
    removeDataDirectory();
  });
  const tenantId = await provisionTenant(app.pool, {
    name: 'Canaries',
    kind: 'sandbox',
    clockAt: '2026-01-05T12:00:00Z',
  });
  const email = 'admin@canaries.example';
  ({ token } = await provisionMember(app.pool, app.executor, tenantId, {
    name: 'Admin',
    email,
    role: 'tenant_admin',
  }));
});

const content = pdf('Canacontentxq');
const name = 'Cananamexq Person.pdf';

const call = (method: 'GET' | 'POST' | 'PUT', url: string, payload?: Buffer | object, bearer = true) =>
  app.http.inject({
    method,
    url,
    headers: {
      ...(bearer && { authorization: `Bearer ${token}`, 'idempotency-key': 'canary' }),
      ...(payload && { 'content-type': Buffer.isBuffer(payload) ? 'application/pdf' : 'application/json' }),
    },
    ...(payload && { payload: Buffer.isBuffer(payload) ? payload : JSON.stringify(payload) }),
  });

test('what a file holds, how it is called and what opens it stand in no log, no failure and nowhere in the database but the name in its row', async () => {
  const made = await call('POST', '/v1/files', {
    name,
    mediaType: 'application/pdf',
    sizeBytes: content.length,
    purpose: 'other',
  });
  expect(made.statusCode, made.body).toBe(201);
  const { id, uploadUrl } = made.json() as { id: string; uploadUrl: string };
  links.push(uploadUrl);
  for (const [url, payload, status] of [
    [uploadUrl, content.subarray(1), 400],
    [uploadUrl.replace('/content', ''), undefined, 401],
    [`${uploadUrl}&more=1`, content, 422],
    [`${uploadUrl}x`, content, 401],
    [uploadUrl, content, 200],
    [uploadUrl, content, 409],
  ] as const) {
    const answer = await call(payload ? 'PUT' : 'GET', url, payload, false);
    expect(answer.statusCode, answer.body).toBe(status);
    if (status !== 200) failures.push(answer.body);
  }
  const link = (await call('GET', `/v1/files/${id}/link`)).json() as { url: string };
  links.push(link.url);
  expect((await call('GET', link.url, undefined, false)).rawPayload).toEqual(content);

  const signatures = links.map((url) => url.split('.').at(-1)!);
  expect(signatures.every((text) => text.length === 43)).toBe(true);
  const secrets = ['Canacontentxq', ...links, ...signatures];
  expect(lines.length).toBeGreaterThan(8);
  for (const text of [...lines, ...failures])
    for (const secret of [...secrets, 'Cananamexq']) expect(text).not.toContain(secret);
  const { rows: tables } = await admin.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`,
  );
  for (const table of tables) {
    const { rows } = await admin.query<{ text: string }>(`select t::text as text from ${table.name} t`);
    const all = rows.map(({ text }) => text).join('\n');
    for (const secret of secrets) expect(all.includes(secret), table.name).toBe(false);
    expect(all.includes('Cananamexq'), table.name).toBe(table.name === 'files');
  }
});
