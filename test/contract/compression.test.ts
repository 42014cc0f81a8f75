import { gunzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { startService, type Client, type Service } from '../support/service.ts';

let service: Service;
let admin: Client;

beforeAll(async () => {
  service = await startService();
  ({ admin } = await service.tenant());
  for (let count = 0; count < 10; count += 1)
    await admin.post('/programs', { name: `Program ${count}`, timeZone: 'America/New_York' });
});

const ask = (url: string, encoding?: string, payload?: string) =>
  service.app.http.inject({
    url,
    method: payload ? 'POST' : 'GET',
    headers: {
      authorization: `Bearer ${admin.token}`,
      ...(payload && { 'content-type': 'application/json' }),
      ...(encoding && { 'accept-encoding': encoding }),
    },
    ...(payload && { payload }),
  });

test('an answer of some size is sent as gzip to who takes it, on both surfaces, and means the same', async () => {
  const query = JSON.stringify({
    query: '{ programs { nodes { id name timeZone version createdAt updatedAt } } }',
  });
  for (const [url, payload] of [['/v1/programs'], ['/graphql', query]] as const) {
    const plain = await ask(url, undefined, payload);
    expect(plain.body.length).toBeGreaterThan(1_024);
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(plain.headers['vary']).toContain('accept-encoding');
    for (const encoding of ['gzip', 'br, gzip;q=0.5', 'gzip, deflate, br, zstd', '*']) {
      const packed = await ask(url, encoding, payload);
      expect(packed.headers['content-encoding']).toBe('gzip');
      expect(Number(packed.headers['content-length'])).toBe(packed.rawPayload.length);
      expect(packed.rawPayload.length).toBeLessThan(plain.rawPayload.length / 2);
      expect(gunzipSync(packed.rawPayload).toString()).toBe(plain.body);
    }
  }
});

test('who does not take it, and what is small, is sent as it is', async () => {
  for (const encoding of ['gzip;q=0', 'gzip; q=0.0, br', 'br', 'identity'])
    expect((await ask('/v1/programs', encoding)).headers['content-encoding']).toBeUndefined();
  expect((await ask('/v1/clock', 'gzip')).headers['content-encoding']).toBeUndefined();
});
