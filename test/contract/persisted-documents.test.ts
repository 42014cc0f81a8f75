import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startService, type Client } from '../support/service.ts';

const query = '{ programs { totalCount } }';
const sha256Hash = createHash('sha256').update(query).digest('hex');
const extensions = { persistedQuery: { version: 1, sha256Hash } };
const send = (client: Client, payload: object) =>
  client.send({
    method: 'POST',
    url: '/graphql',
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify(payload),
  });

test('a document is kept under its hash once it was sent, and asked for by it', async () => {
  const { admin } = await (await startService()).tenant();
  expect((await send(admin, { extensions })).body).toMatchObject({
    errors: [
      { message: 'PersistedQueryNotFound', extensions: { code: 'persisted_query_not_found', status: 400 } },
    ],
  });
  expect((await send(admin, { query, extensions })).body).toEqual({ data: { programs: { totalCount: 0 } } });
  expect((await send(admin, { extensions })).body).toEqual({ data: { programs: { totalCount: 0 } } });
  const byGet = await admin.send({
    method: 'GET',
    url: `/graphql?extensions=${encodeURIComponent(JSON.stringify(extensions))}`,
  });
  expect(byGet.body).toEqual({ data: { programs: { totalCount: 0 } } });
  expect((await send(admin, { query: '{ me { name } }', extensions })).status).toBe(400);
});

test('where documents are trusted, no others run, and kept mutations stay out of GET', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'requisite-trusted-'));
  const file = join(directory, 'documents.json');
  const mutation = 'mutation { createProgram(input: { name: "T", timeZone: "UTC" }) { program { name } } }';
  await writeFile(file, JSON.stringify({ programs: query, mutation }));
  try {
    const { admin } = await (await startService({ TRUSTED_DOCUMENTS: file })).tenant();
    expect((await send(admin, { extensions })).body).toEqual({ data: { programs: { totalCount: 0 } } });
    expect((await send(admin, { query })).body).toEqual({ data: { programs: { totalCount: 0 } } });
    expect((await send(admin, { query: '{ me { name } }' })).body.errors[0].extensions).toMatchObject({
      code: 'document_not_trusted',
      status: 403,
    });
    const persisted = {
      persistedQuery: { version: 1, sha256Hash: createHash('sha256').update(mutation).digest('hex') },
    };
    const byGet = await admin.send({
      method: 'GET',
      url: `/graphql?extensions=${encodeURIComponent(JSON.stringify(persisted))}`,
    });
    expect(byGet.status).toBeGreaterThanOrEqual(400);
    expect((await send(admin, { extensions })).body.data.programs.totalCount).toBe(0);
  } finally {
    await rm(directory, { recursive: true });
  }
});
