import { beforeAll, describe, expect, test } from 'vitest';
import { startService, type Client, type Service } from '../support/service.ts';

let service: Service;
let admin: Client;

beforeAll(async () => {
  service = await startService();
  ({ admin } = await service.tenant());
  await admin.post('/external-systems', { name: 'workday' });
});

const programInput = { name: 'Lakeshore Health', timeZone: 'America/New_York' };

describe('a program', () => {
  test('is created over REST and read over GraphQL with its facilities', async () => {
    const created = await admin.post('/programs', programInput);
    expect(created.status).toBe(201);
    expect(created.headers['location']).toBe(`/v1/programs/${created.body.id}`);
    const facility = await admin.put('/facilities/ext:workday:F1', {
      programId: created.body.id,
      name: 'Lakeshore Columbus',
      state: 'OH',
      timeZone: 'America/New_York',
    });
    expect(facility.status, facility.text).toBe(200);
    const read = await admin.graphql(
      '{ programs { totalCount nodes { id name facilities(first: 5) { nodes { name externalIds { system id } program { name } } pageInfo { hasNextPage endCursor } } } } }',
    );
    expect(read.body).toEqual({
      data: {
        programs: {
          totalCount: 1,
          nodes: [
            {
              id: created.body.id,
              name: 'Lakeshore Health',
              facilities: {
                nodes: [
                  {
                    name: 'Lakeshore Columbus',
                    externalIds: [{ system: 'workday', id: 'F1' }],
                    program: { name: 'Lakeshore Health' },
                  },
                ],
                pageInfo: { hasNextPage: false, endCursor: expect.any(String) },
              },
            },
          ],
        },
      },
    });
  });

  test('is the same noun by external id, by id, and through a list', async () => {
    const byExternalId = await admin.get('/facilities/ext:workday:F1?include=program,units');
    expect(byExternalId.status, byExternalId.text).toBe(200);
    const byId = await admin.get(`/facilities/${byExternalId.body.id}?include=program,units`);
    expect(byId.body).toEqual(byExternalId.body);
    const list = await admin.get(
      '/facilities?state=OH,CA&name[startsWith]=Lake&include=program,units&sort=-name&count=true',
    );
    expect(list.body).toEqual({
      data: [byId.body],
      page: { nextCursor: null, hasMore: false, limit: 50, total: 1 },
    });
  });

  test('takes an update only with the version it saw', async () => {
    const { body: facility } = await admin.get('/facilities/ext:workday:F1');
    const path = `/facilities/${facility.id}`;
    expect((await admin.patch(path, { beds: 400 })).status).toBe(428);
    expect((await admin.patch(path, { beds: 400 }, { 'if-match': '"9"' })).body).toMatchObject({
      status: 412,
      code: 'stale_version',
      currentVersion: 1,
    });
    const changed = await admin.patch(path, { beds: 400 }, { 'if-match': '"1"' });
    expect(changed.body).toMatchObject({ beds: 400, version: 2 });
    expect(changed.headers['etag']).toBe('"2"');
  });

  test('loads rows in bulk, best effort, with a result for each', async () => {
    const { body: facility } = await admin.get('/facilities/ext:workday:F1');
    const rows = `externalId.system,externalId.id,programId,facilityId,name\nworkday,U1,${facility.programId},ext:workday:F1,ICU\nworkday,U2,${facility.programId},${facility.id},\nworkday,U3,${facility.programId},ext:workday:nowhere,ED\n`;
    const result = await admin.post('/units/bulk', rows, { 'content-type': 'text/csv' });
    expect(result.status, result.text).toBe(200);
    expect(result.body).toMatchObject({ created: 1, failed: 2 });
    expect(result.body.rows[1].errors[0]).toMatchObject({ pointer: '/name' });
    expect(result.body.rows[2].errors[0]).toMatchObject({
      pointer: '/facilityId',
      message: expect.stringContaining('none that you may see'),
    });
  });

  test('leaves nothing on a dry run and answers what would be', async () => {
    const before = await admin.get('/programs?count=true');
    const dry = await admin.post('/programs', { ...programInput, name: 'Never' }, { prefer: 'dry-run' });
    expect(dry.status).toBe(200);
    expect(dry.body).toMatchObject({ result: { name: 'Never' }, events: [{ type: 'program.created' }] });
    expect((await admin.get('/programs?count=true')).body).toEqual(before.body);
  });

  test('gives one answer to one idempotency key', async () => {
    const first = await admin.post(
      '/programs',
      { ...programInput, name: 'Once' },
      { 'idempotency-key': 'k1' },
    );
    const again = await admin.post(
      '/programs',
      { ...programInput, name: 'Once' },
      { 'idempotency-key': 'k1' },
    );
    expect(again.text).toBe(first.text);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(
      (await admin.post('/programs', { ...programInput, name: 'Other' }, { 'idempotency-key': 'k1' })).body
        .code,
    ).toBe('idempotency_key_reused');
  });

  test('can be written by a mutation, with its events', async () => {
    const { body } = await admin.graphql(
      'mutation($input: CreateProgramInput!) { createProgram(input: $input) { program { name version currency } events { type subject { type version } } replayed dryRun } }',
      { input: { ...programInput, name: 'By GraphQL' } },
    );
    expect(body).toEqual({
      data: {
        createProgram: {
          program: { name: 'By GraphQL', version: 1, currency: 'USD' },
          events: [{ type: 'program.created', subject: { type: 'program', version: 1 } }],
          replayed: false,
          dryRun: false,
        },
      },
    });
  });
});

describe('a place', () => {
  const place = { state: 'OH', timeZone: 'America/New_York' };
  let one: string;
  let two: string;

  beforeAll(async () => {
    const made = async () => (await admin.post('/programs', programInput)).body.id as string;
    [one, two] = [await made(), await made()];
    for (const [id, programId] of [
      ['P1', one],
      ['P2', two],
    ])
      await admin.put(`/facilities/ext:workday:${id}`, { ...place, programId, name: id });
    await admin.put('/units/ext:workday:PU', { programId: one, facilityId: 'ext:workday:P1', name: 'ICU' });
    await admin.put('/cost-centers/ext:workday:PC', { programId: one, code: '1', name: 'ICU' });
  });

  test('is never moved to another program or facility, alone or in bulk', async () => {
    const refused = { status: 409, code: 'belongs_elsewhere' };
    const center = { programId: two, code: '1', name: 'ICU' };
    const within = { programId: one, code: '1', name: 'ICU', facilityId: 'ext:workday:P1' };
    const inTwo = { programId: two, facilityId: 'ext:workday:P2', name: 'ICU' };
    const before = (await admin.get('/cost-centers/ext:workday:PC')).body;
    for (const [path, input] of [
      ['/cost-centers/ext:workday:PC', center],
      ['/cost-centers/ext:workday:PC', within],
      ['/units/ext:workday:PU', inTwo],
      ['/facilities/ext:workday:P1', { ...place, programId: two, name: 'P1' }],
    ] as const)
      expect((await admin.put(path, input)).body, path).toMatchObject(refused);
    const externalId = { system: 'workday', id: 'PC' };
    const items = [
      { ...center, externalId },
      { ...center, code: '2', externalId: { system: 'workday', id: 'PC2' } },
    ];
    const bulk = await admin.post('/cost-centers/bulk', { items });
    expect(bulk.body).toMatchObject({ created: 1, failed: 1 });
    expect(bulk.body.rows.map((row: any) => row.code)).toEqual(['belongs_elsewhere', null]);
    expect((await admin.get('/cost-centers/ext:workday:PC')).body).toEqual(before);
    const same = { ...center, programId: one, name: 'Renamed' };
    expect((await admin.put('/cost-centers/ext:workday:PC', same)).body).toMatchObject({ version: 2 });
  });
});
