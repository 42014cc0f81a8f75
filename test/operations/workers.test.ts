import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { systemActor } from '../../src/kernel/actor.ts';
import { openMarket, type Market, type PanelVendor } from '../support/market.ts';
import { startService, type Client, type Service } from '../support/service.ts';

let service: Service;
let market: Market;
let manager: Client;
let one: PanelVendor;
let two: PanelVendor;

const ana = {
  firstName: 'Ana María',
  lastName: 'Núñez',
  birthDate: '1990-04-01',
  npi: '1234567893',
  email: 'ana@one.example',
  phone: '+1 614 555 0100',
  homeState: 'TX',
  profession: 'rn',
  specialties: ['icu'],
  availableOn: '2026-02-01',
  payRate: '60',
  rightToRepresentUntil: '2026-07-01T00:00:00Z',
};

const hris = {
  firstName: 'Bea',
  lastName: 'Stone',
  birthDate: '1985-02-03',
  homeState: 'OH',
  profession: 'rn',
  specialties: ['icu'],
};

/** The representation as its vendor is answered, and the worker behind it, which only the operator may read. */
async function represent({ recruiter }: PanelVendor, person: object = ana): Promise<any> {
  const created = await recruiter.post('/representations', person);
  expect(created.status, created.text).toBe(201);
  expect(created.body).not.toHaveProperty('workerId');
  const { body } = await manager.get(`/representations/${created.body.id}`);
  return { ...created.body, workerId: body.workerId };
}

const pick = ({ firstName, lastName, birthDate }: typeof ana) => ({ firstName, lastName, birthDate });

const types = async () => {
  const rows = await service.as(systemActor(market.tenantId), (tx) =>
    tx.rows<{ type: string }>(
      sql`select type from events where type ~ '^(worker|representation)' order by transaction_id, position`,
    ),
  );
  return rows.map(({ type }) => type);
};

beforeAll(async () => {
  service = await startService();
});
beforeEach(async () => {
  market = await openMarket(service);
  ({ manager } = market);
  [one, two] = [await market.vendor(1), await market.vendor(2)];
});

describe('a representation', () => {
  test('makes the worker that nobody knew, and recognizes the one that somebody did', async () => {
    const first = await represent(one);
    expect(first).toMatchObject({
      vendorId: one.vendorId,
      state: 'active',
      payRate: '60.0000',
      rightToRepresentFrom: '2026-01-05T12:00:00Z',
      allowedActions: ['withdraw'],
    });
    expect(await types()).toEqual(['representation.created', 'worker.created']);
    await service.moveClock(market.tenantId, '2026-01-20T00:00:00Z');
    const same = { ...ana, firstName: 'ANA  MARIA', lastName: 'Nunez', npi: undefined };
    const second = await represent(two, { ...same, homeState: 'OH', email: 'ana@two.example' });
    expect(second.workerId).toBe(first.workerId);
    expect((await manager.get('/workers?count=true')).body.page.total).toBe(1);
  });

  test('tells a vendor the same whether the worker was known or not, tried or done, on both surfaces', async () => {
    await represent(one);
    await service.moveClock(market.tenantId, '2026-01-20T00:00:00Z');
    const known = { ...ana, email: 'ana@two.example', homeState: 'OH' };
    const fresh = { ...known, firstName: 'Bea', lastName: 'Stone', npi: '1093817462' };
    const own = ({ id, firstName, lastName, npi, ...rest }: any) => {
      expect([id, firstName, lastName, npi].every(Boolean)).toBe(true);
      return rest;
    };
    const tried = async (person: object) => {
      const { body } = await two.recruiter.post('/representations', person, { prefer: 'dry-run' });
      expect(body.events.map(({ type }: { type: string }) => type)).toEqual(['representation.created']);
      return body;
    };
    const [first, again, other] = [await tried(known), await tried(known), await tried(fresh)];
    expect(own(first.result)).toEqual(own(other.result));
    expect(own(first.result)).toEqual(own(again.result));
    // Each is new each time: what stays the same is the person's own words.
    expect(new Set([first, again, other].map(({ result }) => result.id)).size).toBe(3);
    const selection = '{ id version workerId createdAt updatedAt worker { id } }';
    const shown = async (person: object) => {
      const { body } = await two.recruiter.graphql(
        `mutation($input: CreateRepresentationInput!) { createRepresentation(input: $input) { representation ${selection} } }`,
        { input: { ...person, dryRun: true } },
      );
      const { id: _, ...rest } = body.data.createRepresentation.representation;
      return rest;
    };
    expect(await shown(known)).toEqual(await shown(fresh));
    expect(await shown(known)).toMatchObject({ workerId: null, worker: null });
    const [kept, made] = [await represent(two, known), await represent(two, fresh)];
    expect(own({ ...kept, workerId: 0 })).toEqual(own({ ...made, workerId: 0 }));
    expect((await one.recruiter.get(`/representations/${kept.id}`)).status).toBe(404);
  });

  test('shows no vendor an id of a person, by no field, filter, link or event', async () => {
    const { workerId, id } = await represent(one);
    await represent(two, { ...ana, email: 'ana@two.example' });
    const paths = ['representations', 'submissions', 'offers', 'assignments', 'timesheets', 'billing-items'];
    for (const { recruiter } of [one, two]) {
      for (const path of paths) {
        const listed = await recruiter.get(`/${path}`);
        expect(listed.text).not.toContain(workerId);
        for (const query of [`workerId=${workerId}`, 'include=worker', 'fields=workerId']) {
          const refused = await recruiter.get(`/${path}?${query}`);
          expect(refused.body, `${path}?${query}`).toMatchObject({
            code: listed.body.code ?? 'field_not_available',
          });
        }
      }
      expect((await recruiter.get(`/workers/${workerId}`)).status).toBe(403);
      expect((await recruiter.get('/workers')).status).toBe(403);
      expect((await recruiter.get('/events')).text).not.toContain(workerId);
    }
    const past = await one.recruiter.get(`/representations/${id}?asOf=2026-01-05T12:00:00Z`);
    expect(past.body).toMatchObject({ id });
    expect(past.body).not.toHaveProperty('workerId');
    const exported = await one.recruiter.get('/representations', { accept: 'text/csv' });
    expect(exported.text.split('\r\n')[0]).not.toContain('workerId');
  });

  test('is one for each vendor and worker, and renewed after it was withdrawn', async () => {
    const first = await represent(one);
    const again = await one.recruiter.post('/representations', ana);
    expect(again.body).toMatchObject({ status: 409, code: 'representation_exists' });
    const path = `/representations/${first.id}`;
    expect((await two.recruiter.post(`${path}/withdraw`)).status).toBe(404);
    expect((await manager.post(`${path}/withdraw`)).status).toBe(403);
    expect((await one.recruiter.post(`${path}/withdraw`)).body.state).toBe('withdrawn');
    expect((await one.recruiter.post(`${path}/withdraw`)).body.code).toBe('step_not_allowed');
    const late = await one.recruiter.patch(path, { payRate: '61' }, { 'if-match': '"2"' });
    expect(late.body.code).toBe('step_not_allowed');
    const renewed = await represent(one, { ...ana, payRate: '62' });
    expect(renewed).toMatchObject({ id: first.id, state: 'active', payRate: '62.0000', version: 3 });
  });

  test('is changed by its vendor at the version seen', async () => {
    const { id } = await represent(one);
    const patch = (body: object, version: number, client = one.recruiter) =>
      client.patch(`/representations/${id}`, body, { 'if-match': `"${version}"` });
    expect((await patch({ payRate: '61' }, 7)).status).toBe(412);
    expect((await patch({ payRate: '61' }, 1, two.recruiter)).status).toBe(404);
    expect((await patch({ payRate: '61', phone: null }, 1)).body).toMatchObject({
      version: 2,
      payRate: '61.0000',
      phone: null,
    });
    expect((await patch({ payRate: '61.00' }, 2)).body.version).toBe(2);
    const past = await patch({ rightToRepresentUntil: '2026-01-01T00:00:00Z' }, 2);
    expect(past.body.errors[0]).toMatchObject({ pointer: '/rightToRepresentUntil' });
  });

  test('of a person who may be known is for the operator to review, in secret', async () => {
    await represent(one);
    const twin = { ...ana, npi: '1093817462' };
    const created = await two.recruiter.graphql(
      'mutation($input: CreateRepresentationInput!) { createRepresentation(input: $input) { representation { id } events { type } } }',
      { input: twin },
    );
    expect(created.body.errors).toBeUndefined();
    expect(created.body.data.createRepresentation.events).toEqual([{ type: 'representation.created' }]);
    expect((await types()).at(-1)).toBe('worker_match.raised');
    expect((await manager.get('/workers?count=true')).body.page.total).toBe(2);
  });

  test('of one new person by 20 vendors at once makes one worker', async () => {
    const vendors = [];
    for (let count = 0; count < 20; count += 1) vendors.push(await market.vendor(1));
    const made = await Promise.all(vendors.map((vendor) => represent(vendor)));
    expect(new Set(made.map(({ workerId }) => workerId)).size).toBe(1);
  });

  test('with a wrong NPI or a right that ends before it begins is refused', async () => {
    const wrong = await one.recruiter.post('/representations', { ...ana, npi: '1234567890' });
    expect(wrong.body.errors[0]).toMatchObject({ pointer: '/npi' });
    const past = { ...ana, rightToRepresentUntil: '2026-01-05T12:00:00Z' };
    const refused = await one.recruiter.post('/representations', past);
    expect(refused.body.errors[0]).toMatchObject({ pointer: '/rightToRepresentUntil' });
    expect((await manager.post('/representations', ana)).status).toBe(403);
    const unborn = await one.recruiter.post('/representations', { ...ana, birthDate: '2026-01-06' });
    expect(unborn.body.errors).toMatchObject([{ pointer: '/birthDate', code: 'in_the_future' }]);
    const put = await manager.put('/workers/ext:workday:9', { ...hris, birthDate: '2026-01-06' });
    expect(put.body.errors).toMatchObject([{ pointer: '/birthDate', code: 'in_the_future' }]);
  });
});

describe('who a worker is', () => {
  const identity = ['legalFirstName', 'legalLastName', 'email', 'phone', 'npi'];
  const rows = (statement: ReturnType<typeof sql>) =>
    service.as(systemActor(market.tenantId), (tx) => tx.rows(statement));

  /** A submission of the worker in the state, and with it an assignment where one is asked for. */
  async function place(representation: any, state: string, assigned: boolean) {
    const { tenantId, programId, facilityId, unitId } = market;
    const order = await market.requester.post('/orders', {
      unitId,
      profession: 'rn',
      positions: 1,
      startsOn: '2026-02-01',
      endsOn: '2026-05-02',
      hoursPerWeek: '36',
      billRate: '98',
      reason: 'vacancy',
    });
    await market.requester.post(`/orders/${order.body.id}/submit`);
    const scope = sql`${tenantId}, ${programId}, ${facilityId}, ${unitId}, ${representation.vendorId}, ${representation.workerId}, app.now(), app.now()`;
    const [submission] =
      await rows(sql`insert into submissions (tenant_id, program_id, facility_id, unit_id, vendor_id, worker_id, created_at, updated_at,
        order_id, representation_id, bill_rate, available_on, over_max, above_range, right_to_represent_until, state, presented_at)
      values (${scope}, ${order.body.id}, ${representation.id}, 98, '2026-02-01', false, false, '2026-07-01', ${state}, ${state === 'submitted' ? null : '2026-01-05'}) returning id`);
    if (!assigned) return;
    const { id: submissionId } = submission as { id: string };
    const [offer] =
      await rows(sql`insert into offers (tenant_id, program_id, facility_id, unit_id, vendor_id, worker_id, created_at, updated_at,
        order_id, submission_id, bill_rate, starts_on, ends_on, hours_per_week, state)
      values (${scope}, ${order.body.id}, ${submissionId}, 98, '2026-02-01', '2026-05-02', 36, 'accepted') returning id`);
    await rows(sql`insert into assignments (tenant_id, program_id, facility_id, unit_id, vendor_id, worker_id, created_at, updated_at,
        order_id, submission_id, offer_id, position_id, starts_on, ends_on, state)
      select ${scope}, ${order.body.id}, ${submissionId}, ${(offer as { id: string }).id}, p.id, '2026-02-01', '2026-05-02', 'pending'
      from positions p where p.order_id = ${order.body.id}`);
  }

  test('shows to a client in stages: nothing, the display name, all after the assignment', async () => {
    const representation = await represent(one);
    const path = `/workers/${representation.workerId}`;
    const { requester, stranger } = market;
    expect((await requester.get(path)).status).toBe(404);
    await place(representation, 'submitted', false);
    expect((await requester.get(path)).status).toBe(404);
    await rows(sql`update submissions set state = 'withdrawn'`);
    await place(representation, 'presented', false);
    const presented = await requester.get(path);
    expect(presented.body).toMatchObject({ displayName: 'Ana María N.', homeState: 'TX' });
    for (const field of [...identity, 'birthDate']) expect(presented.body).not.toHaveProperty(field);
    expect((await requester.get('/workers?npi=1234567893')).body.data).toEqual([]);
    expect((await requester.get('/workers?q=Núñez')).body.data).toEqual([]);
    await rows(sql`update submissions set state = 'withdrawn'`);
    await place(representation, 'hired', true);
    const placed = await requester.get(path);
    expect(placed.body).toMatchObject({ legalLastName: 'Núñez', email: 'ana@one.example', npi: ana.npi });
    expect(placed.body).not.toHaveProperty('birthDate');
    expect((await requester.get('/workers?q=Núñez')).body.data).toHaveLength(1);
    expect((await stranger.get(path)).status).toBe(404);
    for (const role of ['analyst', 'integration'] as const) {
      const there = await service.member(market.tenantId, { role, side: 'client' });
      const read = await there.get(path);
      expect(read.status).toBe(200);
      for (const field of [...identity, 'birthDate']) expect(read.body).not.toHaveProperty(field);
    }
    expect((await requester.get('/workers?birthDate=1990-04-01')).body.code).toBe('field_not_available');
    // What was not shown then is not shown of then, though it is shown now.
    await service.moveClock(market.tenantId, '2026-01-06T00:00:00Z');
    const now = await requester.get(`${path}?asOf=2026-01-05T18:00:00Z`);
    expect(now.body).toMatchObject({ legalLastName: 'Núñez' });
    await rows(sql`update assignments set state = 'canceled'`);
    for (const asOf of ['2026-01-05T18:00:00Z', '2026-01-06T00:00:00Z']) {
      const past = await requester.get(`${path}?asOf=${asOf}`);
      expect(past.body).toMatchObject({ displayName: 'Ana María N.' });
      for (const field of identity) expect(past.body).not.toHaveProperty(field);
      expect((await requester.get(`/workers?q=Núñez&asOf=${asOf}`)).body.data).toEqual([]);
    }
  });

  test('is not disclosed of a time before the assignment', async () => {
    const representation = await represent(one);
    const path = `/workers/${representation.workerId}`;
    await service.moveClock(market.tenantId, '2026-01-07T00:00:00Z');
    await place(representation, 'hired', true);
    expect((await market.requester.get(path)).body).toMatchObject({ legalLastName: 'Núñez' });
    const { body } = await market.requester.get(`${path}?asOf=2026-01-06T00:00:00Z`);
    expect(body).toMatchObject({ displayName: 'Ana María N.' });
    for (const field of identity) expect(body).not.toHaveProperty(field);
    const npi = await market.requester.get(`/workers?npi=${ana.npi}&asOf=2026-01-06T00:00:00Z`);
    expect(npi.body.data).toEqual([]);
  });

  test('is for an operator bound to a program only where the program has to do with it', async () => {
    const { tenantId, admin } = market;
    const ours = await represent(one);
    const free = await manager.put('/workers/ext:workday:1', { ...hris });
    const other = await admin.post('/programs', { name: 'Another client', timeZone: 'America/New_York' });
    const bound = await service.member(tenantId, { role: 'program_manager', programIds: [other.body.id] });
    const near = await service.member(tenantId, { role: 'program_manager', programIds: [market.programId] });
    const seen = async (client: Client) => {
      const { body } = await client.get('/workers');
      return body.data.map(({ id }: { id: string }) => id).toSorted();
    };
    expect(await seen(bound)).toEqual([free.body.id]);
    expect(await seen(near)).toEqual(
      [free.body.id, ours.workerId].toSorted((one, other) => (one < other ? -1 : 1)),
    );
    expect((await bound.get('/representations')).body.data).toEqual([]);
    expect((await near.get('/representations')).body.data).toHaveLength(1);
    expect((await bound.get(`/representations/${ours.id}`)).status).toBe(404);
    const taken = await bound.put('/workers/ext:workday:2', { ...hris, ...pick(ana) });
    expect(taken.body).toMatchObject({ status: 409, code: 'belongs_elsewhere' });
    expect((await manager.get(`/workers/${ours.workerId}`)).body.externalIds).toEqual([]);
    expect((await bound.put('/workers/ext:workday:3', { ...hris, firstName: 'Cal' })).status).toBe(200);
  });

  test('shows to the roles that need it, and to the worker', async () => {
    const { workerId } = await represent(one);
    const path = `/workers/${workerId}`;
    const member = (role: 'credentialing' | 'analyst' | 'integration' | 'worker') =>
      service.member(market.tenantId, { role, ...(role === 'worker' && { workerId }) });
    for (const client of [manager, await member('credentialing'), await member('worker')]) {
      expect((await client.get(path)).body).toMatchObject({
        legalLastName: 'Núñez',
        birthDate: ana.birthDate,
      });
    }
    const analyst = (await (await member('analyst')).get(path)).body;
    for (const field of [...identity, 'birthDate', 'displayName', 'externalIds'])
      expect(analyst).not.toHaveProperty(field);
    const integration = (await (await member('integration')).get(path)).body;
    expect(integration).toHaveProperty('externalIds');
    for (const field of [...identity, 'birthDate']) expect(integration).not.toHaveProperty(field);
    expect(
      (await (await member('credentialing')).get(`/representations?workerId=${workerId}`)).body.data[0],
    ).toEqual(expect.not.objectContaining({ payRate: expect.anything() }));
    expect((await market.requester.get('/representations')).status).toBe(403);
  });
});

describe('a worker of the HRIS', () => {
  const bea = hris;

  test('is put by external id, repeatably', async () => {
    const put = (body: object) => manager.put('/workers/ext:workday:4410', body);
    const created = await put(bea);
    expect(created.body, created.text).toMatchObject({
      version: 1,
      displayName: 'Bea S.',
      legalLastName: 'Stone',
    });
    expect((await put(bea)).body.version).toBe(1);
    expect((await put({ ...bea, lastName: 'Stone-Webb' })).body).toMatchObject({
      id: created.body.id,
      version: 2,
      legalLastName: 'Stone-Webb',
    });
    expect((await put({ ...bea, lastName: 'Stone-Webb', email: 'bea@x.example' })).body).toMatchObject({
      version: 3,
      email: 'bea@x.example',
    });
    expect(await types()).toEqual(['worker.created', 'worker.changed', 'worker.changed']);
    const homeCoordinates = { latitude: '39.9', longitude: '-83' };
    const home = { ...bea, lastName: 'Stone-Webb', email: 'bea@x.example', homeCoordinates };
    const located = { version: 4, homeLatitude: '39.90000', homeLongitude: '-83.00000' };
    expect((await put(home)).body).toMatchObject(located);
    expect((await put(home)).body.version).toBe(4);
    // Absent it keeps them, null clears them.
    expect((await put({ ...home, homeCoordinates: undefined })).body).toMatchObject(located);
    const item = { ...home, externalId: { system: 'workday', id: '4410' }, homeCoordinates: null };
    expect((await manager.post('/workers/bulk', { items: [item] })).status).toBe(200);
    expect((await manager.get('/workers/ext:workday:4410')).body).toMatchObject({
      version: 5,
      homeLatitude: null,
      homeLongitude: null,
    });
    expect((await one.recruiter.put('/workers/ext:workday:4410', bea)).status).toBe(403);
    expect((await manager.put('/workers/ext:nowhere:1', bea)).body.code).toBe('external_system_unknown');
  });

  test('who is represented already is the same person', async () => {
    const { workerId } = await represent(one);
    const { firstName, lastName, birthDate } = ana;
    const put = await manager.put('/workers/ext:workday:7', { ...bea, firstName, lastName, birthDate });
    expect(put.body, put.text).toMatchObject({ id: workerId, homeState: 'OH' });
    const [own] = (await one.recruiter.get('/representations')).body.data;
    expect(own).toMatchObject({ homeState: 'TX', version: 1 });
  });

  test('is loaded in bulk with a result for each row', async () => {
    const rows = [
      { ...bea, externalId: { system: 'workday', id: '1' }, npi: '1234567893' },
      { ...bea, externalId: { system: 'workday', id: '2' }, firstName: 'Cal', npi: '1234567893' },
      { ...bea, externalId: { system: 'workday', id: '3' }, firstName: 'Dee', homeState: 'ZZ' },
      { ...bea, externalId: { system: 'workday', id: '4' }, firstName: 'Eve' },
    ];
    const loaded = await manager.post('/workers/bulk', { items: rows });
    expect(loaded.body, loaded.text).toMatchObject({ created: 2, failed: 2 });
    expect(loaded.body.rows.map((row: any) => row.code)).toEqual([null, 'npi_taken', 'invalid_input', null]);
    const again = await manager.post('/workers/bulk', { items: [rows[3]] });
    expect(again.body).toMatchObject({ unchanged: 1 });
  });

  test('is changed by the operator at the version seen', async () => {
    const { body: worker } = await manager.put('/workers/ext:workday:4410', bea);
    const analyst = await service.member(market.tenantId, { role: 'analyst' });
    // Whose row it is would be told by the name that the HRIS has for it.
    expect((await analyst.get(`/workers/${worker.id}`)).status).toBe(200);
    expect((await analyst.get('/workers/ext:workday:4410')).status).toBe(404);
    expect((await manager.get('/workers/ext:workday:4410')).status).toBe(200);
    const patch = (body: object, version: number, client = manager) =>
      client.patch(`/workers/${worker.id}`, body, { 'if-match': `"${version}"` });
    expect((await patch({ lastName: 'Webb' }, 4)).status).toBe(412);
    expect((await patch({ lastName: 'Webb' }, 1, market.requester)).status).toBe(403);
    const changed = await patch({ lastName: 'Webb', npi: '1234567893', birthDate: null }, 1);
    expect(changed.body).toMatchObject({
      version: 2,
      displayName: 'Bea W.',
      npi: '1234567893',
      birthDate: null,
    });
    expect((await patch({ lastName: 'Webb' }, 2)).body.version).toBe(2);
    const missing = await manager.patch(
      `/workers/${market.unitId}`,
      { homeState: 'OH' },
      { 'if-match': '"1"' },
    );
    expect(missing.status).toBe(404);
  });
});
