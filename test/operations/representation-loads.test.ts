import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { systemActor } from '../../src/kernel/actor.ts';
import { openMarket, type Market, type PanelVendor } from '../support/market.ts';
import { startService, type Service } from '../support/service.ts';

let service: Service;
let market: Market;
let one: PanelVendor;
let two: PanelVendor;

const person = {
  firstName: 'Ana',
  lastName: 'Core',
  birthDate: '1990-04-01',
  homeState: 'TX',
  profession: 'rn',
  specialties: ['icu'],
  rightToRepresentUntil: '2026-07-01T00:00:00Z',
};
const ref = (id: string) => ({ system: 'ats', id });

beforeAll(async () => {
  service = await startService();
});
beforeEach(async () => {
  market = await openMarket(service);
  [one, two] = [await market.vendor(1), await market.vendor(1)];
  for (const { recruiter } of [one, two])
    expect((await recruiter.post('/external-systems', { name: 'ats' })).status).toBe(201);
});

const workers = async () =>
  (
    await service.as(systemActor(market.tenantId), (tx) =>
      tx.rows<{ n: number }>(
        sql`select count(*)::int as n from workers where tenant_id = ${market.tenantId}`,
      ),
    )
  )[0]!.n;

describe('a vendor’s own external id', () => {
  test('creates, changes only what differs, renews, and is the vendor’s alone', async () => {
    const put = (body: object, client = one.recruiter, headers = {}) =>
      client.put('/representations/ext:ats:7', body, headers);
    const made = await put(person);
    expect(made.body, made.text).toMatchObject({
      version: 1,
      externalIds: [ref('7')],
      vendorId: one.vendorId,
      rightToRepresentFrom: '2026-01-05T12:00:00Z',
      experience: [],
    });
    expect((await put(person)).body.version).toBe(1);
    const changed = await put({ ...person, payRate: '61', email: 'ana@one.example' });
    expect(changed.body).toMatchObject({ id: made.body.id, version: 2, payRate: '61.0000' });
    expect((await put(person, one.recruiter, { 'if-match': '"1"' })).status).toBe(412);
    expect((await put({ ...person, npi: '1234567890' })).body.errors[0]).toMatchObject({ pointer: '/npi' });
    const theirs = await put(person, two.recruiter);
    expect(theirs.body).toMatchObject({ version: 1, vendorId: two.vendorId, externalIds: [ref('7')] });
    expect(await workers()).toBe(1);
    expect((await market.manager.put('/representations/ext:ats:7', person)).status).toBe(403);
    expect((await market.manager.get(`/representations/${made.body.id}`)).body.externalIds).toEqual([]);
    expect((await one.recruiter.put('/representations/ext:nowhere:1', person)).body.code).toBe(
      'external_system_unknown',
    );
    await one.recruiter.post('/representations/ext:ats:7/withdraw');
    expect((await put(person)).body).toMatchObject({ id: made.body.id, state: 'active', payRate: null });
    const upserted = await one.recruiter.graphql(
      `mutation($input: UpsertRepresentationInput!) { upsertRepresentation(input: $input) { representation { id state } events { type } } }`,
      { input: { ...person, externalId: ref('7'), phone: '+1 614 555 0100' } },
    );
    expect(upserted.body.data.upsertRepresentation).toEqual({
      representation: { id: made.body.id, state: 'ACTIVE' },
      events: [{ type: 'representation.changed' }],
    });
  });

  test('names the representation that the vendor made without it, and no second one', async () => {
    const { body } = await one.recruiter.post('/representations', person);
    const named = await one.recruiter.put('/representations/ext:ats:7', person);
    expect(named.body).toMatchObject({ id: body.id, externalIds: [ref('7')] });
    const twice = await one.recruiter.put('/representations/ext:ats:8', person);
    expect(twice.body).toMatchObject({
      status: 409,
      code: 'representation_exists',
      representationId: body.id,
    });
  });

  test('of a person restated as another one is the operator’s to judge, in secret', async () => {
    await two.recruiter.post('/representations', { ...person, firstName: 'Bea' });
    await one.recruiter.put('/representations/ext:ats:7', person);
    const restated = await one.recruiter.put('/representations/ext:ats:7', { ...person, firstName: 'Bea' });
    expect(restated.body).toMatchObject({ firstName: 'Bea', version: 2 });
    expect(await workers()).toBe(2);
    expect((await market.manager.get('/worker-matches?state=open')).body.data).toHaveLength(1);
    expect((await one.recruiter.get('/events')).text).not.toContain('match');
  });
});

describe('a load of candidates', () => {
  const many = (count: number, from = 0) =>
    Array.from({ length: count }, (_, index) => ({
      ...person,
      externalId: ref(`c${from + index}`),
      lastName: `Core${String.fromCharCode(97 + (index % 26))}${Math.floor(index / 26)}`,
    }));

  test('answers for a known person as for a new one, row by row', async () => {
    const items = many(4);
    const theirs = await two.recruiter.post('/representations/bulk', { items: items.slice(0, 2) });
    expect(theirs.body, theirs.text).toMatchObject({ created: 2 });
    const loaded = await one.recruiter.post('/representations/bulk', { items });
    expect(loaded.body).toMatchObject({ created: 4, changed: 0, failed: 0 });
    const told = loaded.body.rows.map((row: any) => JSON.stringify({ ...row, row: 0, id: row.id !== null }));
    expect(new Set(told).size).toBe(1);
    expect(await workers()).toBe(4);
    const read = async (id: string) => {
      const { body } = await one.recruiter.get(`/representations/${id}`);
      const { id: _, lastName: __, externalIds: ___, ...rest } = body;
      return rest;
    };
    const shown = await Promise.all(loaded.body.rows.map(({ id }: any) => read(id)));
    for (const one of shown) expect(one).toEqual(shown[0]);
    // The feed waits for whatever transaction began before.
    await vi.waitFor(async () => {
      const told = await one.recruiter.get('/events?types=representation.created');
      expect(told.body.events).toHaveLength(4);
    }, 20_000);
    expect((await one.recruiter.get('/events')).text).not.toContain('worker.');
  });

  test('keeps what is good, names what is not, and makes one worker of a person stated twice', async () => {
    const [first, second, third] = many(3);
    const items = [
      first,
      { ...first, externalId: ref('again') },
      { ...second, birthDate: '2026-01-06' },
      { ...third, homeState: 'ZZ' },
      { ...third, externalId: { system: 'nowhere', id: '1' } },
      { ...third, rightToRepresentUntil: '2026-01-01T00:00:00Z' },
      { ...third, taxonomyCodes: ['163WC0200X'] },
      { ...second, externalId: first!.externalId },
    ];
    const loaded = await one.recruiter.post('/representations/bulk', { items });
    expect(loaded.body.rows.map(({ status, code }: any) => code ?? status)).toEqual([
      'created',
      'representation_exists',
      'invalid_input',
      'invalid_input',
      'external_system_unknown',
      'invalid_input',
      'invalid_input',
      'changed',
    ]);
    expect(await workers()).toBe(1);
    const whole = await two.recruiter.post('/representations/bulk', { items, mode: 'all_or_nothing' });
    expect(whole.status).toBe(422);
    expect((await two.recruiter.get('/representations')).body.data).toEqual([]);
  });

  test('comes as a file that a vendor imports, for its own operations only', async () => {
    const begin = (operation: string, isDryRun = false) =>
      one.recruiter.post('/imports', { operation, format: 'ndjson', isDryRun });
    expect((await begin('upsert_worker')).status).toBe(403);
    expect((await begin('upsert_cost_center')).status).toBe(403);
    const file = many(300)
      .map((item) => JSON.stringify(item))
      .join('\n');
    for (const [isDryRun, expected] of [
      [true, 0],
      [false, 300],
    ] as const) {
      const { body } = await begin('upsert_representation', isDryRun);
      const sent = await one.recruiter.send({
        method: 'PUT',
        url: `/v1/imports/${body.id}/content`,
        headers: { 'content-type': 'application/x-ndjson' },
        payload: file,
      });
      expect(sent.status, sent.text).toBe(200);
      await service.app.worker.hands.importer.drain(market.tenantId);
      expect((await one.recruiter.get(`/imports/${body.id}`)).body).toMatchObject({
        state: 'succeeded',
        created: 300,
        failed: 0,
      });
      expect(await workers()).toBe(expected);
      expect((await two.recruiter.get(`/imports/${body.id}`)).status).toBe(404);
    }
  });

  test('by eight vendors at once makes one worker of each person', async () => {
    const items = many(20);
    const vendors = await Promise.all(Array.from({ length: 8 }, () => market.vendor(1)));
    await Promise.all(vendors.map(({ recruiter }) => recruiter.post('/external-systems', { name: 'ats' })));
    const loads = await Promise.all(
      vendors.map(({ recruiter }, place) =>
        recruiter.post('/representations/bulk', { items: place % 2 === 0 ? items : items.toReversed() }),
      ),
    );
    expect(loads.map(({ body }) => body.created)).toEqual(vendors.map(() => 20));
    expect(await workers()).toBe(20);
  });
});
