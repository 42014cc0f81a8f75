import { readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../../src/kernel/actor.ts';
import { startService, type Client, type Service } from '../support/service.ts';

let service: Service;
let tenantId: string;
let admin: Client;
let manager: Client;
let credentialing: Client;

const fixture = (name: string) => readFileSync(`test/fixtures/exclusions/${name}.csv`, 'utf8');

beforeAll(async () => {
  service = await startService();
  ({ tenantId, admin } = await service.tenant());
  [manager, credentialing] = await Promise.all([
    service.member(tenantId, { role: 'program_manager' }),
    service.member(tenantId, { role: 'credentialing' }),
  ]);
  await admin.post('/external-systems', { name: 'hris' });
});

let serial = 0;
const person = async (about: object) => {
  const id = `P${(serial += 1)}`;
  const made = await manager.put(`/workers/ext:hris:${id}`, {
    homeState: 'OH',
    profession: 'rn',
    ...about,
  });
  expect(made.status, made.text).toBe(200);
  return made.body as { id: string; version: number };
};

const announce = async (about: object) => {
  const made = await credentialing.post('/exclusion-lists', { source: 'oig_leie', ...about });
  expect(made.status, made.text).toBe(201);
  return made.body.id as string;
};

/** Imports a file as it is published onto the list; answers the import. */
async function load(
  listId: string,
  content: string,
  about: object = { preset: 'oig_leie' },
  client = credentialing,
) {
  const begun = await client.post('/imports', {
    operation: 'add_exclusion_record',
    constants: [{ field: 'exclusionListId', value: listId }],
    ...about,
  });
  expect(begun.status, begun.text).toBe(201);
  const sent = await client.send({
    method: 'PUT',
    url: `/v1/imports/${begun.body.id}/content`,
    headers: { 'content-type': 'text/csv' },
    payload: content,
  });
  expect(sent.status, sent.text).toBe(200);
  await service.app.worker.hands.importer.drain(tenantId);
  return (await client.get(`/imports/${begun.body.id}`)).body;
}

const publish = async (listId: string) => {
  const published = await credentialing.post(`/exclusion-lists/${listId}/publish`);
  expect(published.status, published.text).toBe(200);
  await service.drain(tenantId);
  return published.body;
};

const matchesOf = async (workerId: string) =>
  (await credentialing.get(`/exclusion-matches?workerId=${workerId}`)).body.data as any[];

describe('a full list', () => {
  let people: Record<string, { id: string; version: number }>;
  let fullId: string;

  beforeAll(async () => {
    people = {
      byNpi: await person({ firstName: 'Other', lastName: 'Married', npi: '1234567893' }),
      byBirth: await person({
        firstName: 'Testina',
        lastName: 'O’Mockery',
        birthDate: '1975-04-12',
        homeState: 'CA',
      }),
      similar: await person({ firstName: 'Briar', lastName: 'Samplewort', birthDate: '1988-11-03' }),
      otherState: await person({
        firstName: 'Briar',
        lastName: 'Sampleworth',
        homeState: 'CA',
        birthDate: '1960-01-01',
      }),
      otherBirth: await person({ firstName: 'Bria', lastName: 'Sampleworth', birthDate: '1970-02-03' }),
      nobody: await person({ firstName: 'Ana', lastName: 'Nurse', birthDate: '1990-04-01' }),
    };
    const vendor = await admin.post('/vendors', { name: 'Phantom Care Staffing of Northern Ohio' });
    expect(vendor.status, vendor.text).toBe(201);
    fullId = await announce({ kind: 'full', asOfDate: '2026-01-10' });
  });

  test('is imported as it was published, row by row', async () => {
    const rehearsed = await load(fullId, fixture('leie_full'), { preset: 'oig_leie', isDryRun: true });
    expect(rehearsed).toMatchObject({ state: 'succeeded', created: 9, unchanged: 1, failed: 1 });
    const done = await load(fullId, fixture('leie_full'));
    expect(done).toMatchObject({ state: 'succeeded', total: 11, created: 9, unchanged: 1, failed: 1 });
    // A day of exclusion that never was is refused, and told by the file's own column.
    const [refused] = (await credentialing.get(`/import-rows?importId=${done.id}&status=failed`)).body.data;
    expect(refused).toMatchObject({ line: 12, code: 'invalid_input', column: 'EXCLDATE' });
    // A birth date that never was leaves nobody out: the name is looked for.
    const [nameOnly] = (await credentialing.get(`/exclusion-records?listId=${fullId}&lastName=WAIVERLY`)).body
      .data;
    expect(nameOnly).toMatchObject({ firstName: 'IMOGEN', birthDate: null });
  });

  test('has no effect before it is published, and then screens everybody', async () => {
    await service.drain(tenantId);
    expect((await credentialing.get('/exclusion-matches')).body.data).toEqual([]);
    expect(await publish(fullId)).toMatchObject({ state: 'published', records: 9, added: 9, ended: 0 });
    const [run] = (await credentialing.get(`/screening-runs?listId=${fullId}`)).body.data;
    expect(run).toMatchObject({
      cause: 'publication',
      state: 'completed',
      workers: 6,
      vendors: 1,
      raised: 4,
    });
    expect(await matchesOf(people['byNpi']!.id)).toMatchObject([
      { signals: ['npi'], score: '1.000', state: 'possible' },
    ]);
    expect(await matchesOf(people['byBirth']!.id)).toMatchObject([
      { signals: ['name', 'birth_date'], score: '0.900' },
    ]);
    const [similar] = await matchesOf(people['similar']!.id);
    expect(similar.signals).toEqual(['similar_name', 'state']);
    for (const key of ['otherState', 'otherBirth', 'nobody'])
      expect(await matchesOf(people[key]!.id)).toEqual([]);
    const firms = (await credentialing.get('/exclusion-matches?fields=vendorId,workerId,signals')).body.data;
    expect(firms.filter((one: any) => one.vendorId !== null)).toMatchObject([{ signals: ['business_name'] }]);
    // Firms are nobody's worker: who is bound to programs sees those on its panels.
    const bound = await service.member(tenantId, { role: 'credentialing', programIds: [] });
    const seen = (await bound.get('/exclusion-matches?fields=vendorId')).body.data;
    expect(seen.map(({ vendorId }: any) => vendorId)).toEqual([null, null, null]);
    const screened = await manager.get(`/worker-screenings/${people['nobody']!.id}`);
    expect(screened.body).toMatchObject({ runId: run.id, screenedAt: '2026-01-05T12:00:00Z' });
  });
});

describe('a possible match', () => {
  let worker: { id: string; version: number };
  let matchId: string;
  const found = async () => (await credentialing.get(`/exclusion-matches/${matchId}`)).body;

  beforeAll(async () => {
    worker = await person({
      firstName: 'Odalys',
      lastName: 'Pretender Smythe',
      homeState: 'CA',
      birthDate: '1999-09-09',
    });
    await service.drain(tenantId);
    const [match] = await matchesOf(worker.id);
    expect(match).toMatchObject({ signals: ['name', 'state'], score: '0.300', state: 'possible' });
    matchId = match.id;
  });

  test('is decided by credentialing alone, with a reason, in the version it was seen in', async () => {
    const path = `/exclusion-matches/${matchId}`;
    const queue = await manager.get(`${path}?include=record`);
    expect(queue.body).toMatchObject({
      state: 'possible',
      allowedActions: [],
      record: { lastName: 'PRETENDER-SMYTHE' },
    });
    expect((await credentialing.get(path)).body.allowedActions).toEqual(['confirm', 'clear']);
    expect((await manager.post(`${path}/clear`, { reason: 'No.' })).status).toBe(403);
    expect((await credentialing.post(`${path}/clear`, {})).body.errors[0].pointer).toBe('/reason');
    const stale = await credentialing.post(`${path}/clear`, { reason: 'No.' }, { 'if-match': '"7"' });
    expect(stale.body.code).toBe('stale_version');
    const { body } = await credentialing.graphql(
      'mutation($input: ClearExclusionMatchInput!) { clearExclusionMatch(input: $input) { exclusionMatch { state reason decidedBy decidedAt } events { type } } }',
      { input: { exclusionMatchId: matchId, reason: 'Another birth date.' } },
    );
    expect(body).toEqual({
      data: {
        clearExclusionMatch: {
          exclusionMatch: {
            state: 'CLEARED',
            reason: 'Another birth date.',
            decidedBy: credentialing.actor.membershipId,
            decidedAt: '2026-01-05T12:00:00Z',
          },
          events: [{ type: 'exclusion_match.cleared' }],
        },
      },
    });
    expect((await credentialing.post(`${path}/clear`, { reason: 'Again.' })).body).toMatchObject({
      code: 'step_not_allowed',
      state: 'cleared',
    });
  });

  test('does not come back when everybody is screened again, but when the identity changes', async () => {
    const started = await credentialing.post('/screening-runs');
    expect(started.status, started.text).toBe(201);
    await service.drain(tenantId);
    const run = (await credentialing.get(`/screening-runs/${started.body.id}`)).body;
    expect(run).toMatchObject({ cause: 'request', state: 'completed', workers: 7, vendors: 1, raised: 0 });
    expect(await found()).toMatchObject({ state: 'cleared' });
    const change = { birthDate: '2001-07-04' };
    const changed = await manager.patch(`/workers/${worker.id}`, change, {
      'if-match': `"${worker.version}"`,
    });
    expect(changed.status, changed.text).toBe(200);
    await service.drain(tenantId);
    expect(await found()).toMatchObject({ state: 'possible', score: '0.900', reason: null, decidedBy: null });
    expect(await matchesOf(worker.id)).toHaveLength(1);
  });

  test('is confirmed, and lifted where the exclusion ends', async () => {
    const path = `/exclusion-matches/${matchId}`;
    const confirmed = await credentialing.post(`${path}/confirm`, { reason: 'The same person.' });
    expect(confirmed.body).toMatchObject({ state: 'confirmed', allowedActions: ['clear'] });
    // A later full list without the record, though with the same exclusion of others at new addresses.
    const later = fixture('leie_full')
      .split('\n')
      .filter((line) => !line.includes('PRETENDER'))
      .join('\n')
      .replaceAll('1 EXAMPLE WAY', '2 EXAMPLE WAY');
    const listId = await announce({ kind: 'full', asOfDate: '2026-02-10' });
    expect(await load(listId, later)).toMatchObject({ created: 8, unchanged: 1, failed: 1 });
    expect(await found()).toMatchObject({ state: 'confirmed' });
    expect(await publish(listId)).toMatchObject({ records: 8, added: 8, ended: 9 });
    expect(await found()).toMatchObject({ state: 'lifted', liftedAt: '2026-01-05T12:00:00Z' });
    const lists = (await credentialing.get('/exclusion-lists?kind=full&sort=asOfDate')).body.data;
    expect(lists.map(({ state }: any) => state)).toEqual(['superseded', 'published']);
    // The same exclusions are the same matches, beside their corrected records.
    const all = (await credentialing.get('/exclusion-matches?state=possible')).body.data;
    expect(all).toHaveLength(4);
  });

  test('is nobody’s to see but the operator’s', async () => {
    const program = await admin.post('/programs', { name: 'Lakeshore', timeZone: 'America/New_York' });
    const vendor = await admin.post('/vendors', { name: 'Atlas' });
    const scopes = { programIds: [program.body.id] };
    const outside = await Promise.all([
      service.member(tenantId, { role: 'requester', ...scopes }),
      service.member(tenantId, { role: 'credentialing', side: 'client', ...scopes }),
      service.member(tenantId, { role: 'vendor_recruiter', vendorId: vendor.body.id }),
      service.member(tenantId, { role: 'worker', workerId: worker.id }),
    ]);
    for (const client of outside) {
      for (const path of ['exclusion-matches', 'exclusion-lists', 'exclusion-records', 'screening-runs'])
        expect((await client.get(`/${path}`)).status).toBe(403);
      const events = (await client.get('/events?limit=100')).body.events;
      expect(events.filter(({ type }: any) => /exclusion|screening/.test(type))).toEqual([]);
      const audit = await client.get(`/workers/${worker.id}/history`);
      expect(audit.text).not.toMatch(/exclusion/);
    }
  });
});

describe('lists that follow', () => {
  test('add and end: a reinstatement lifts, also of what a later supplement brings', async () => {
    const [match] = (await credentialing.get('/exclusion-matches?include=record')).body.data.filter(
      ({ record }: any) => record.lastName === "O'MOCKERY",
    );
    const reinstated = await announce({ kind: 'reinstatements', asOfDate: '2026-02-28' });
    expect(await load(reinstated, fixture('leie_reinstatements'))).toMatchObject({ created: 2 });
    expect(await publish(reinstated)).toMatchObject({ records: 2, added: 0, ended: 1 });
    expect((await credentialing.get(`/exclusion-matches/${match.id}`)).body.state).toBe('lifted');
    const supplement = await announce({ kind: 'supplement', asOfDate: '2026-02-28' });
    await load(supplement, fixture('leie_supplement'));
    expect(await publish(supplement)).toMatchObject({ records: 2, added: 2, ended: 1 });
    const records = (await credentialing.get(`/exclusion-records?listId=${supplement}&sort=excludedOn`)).body
      .data;
    expect(records.map(({ lastName, endedOn }: any) => [lastName, endedOn]).toSorted()).toEqual([
      ['INVENTADO', null],
      ['SHORTLIVED', '2026-02-25'],
    ]);
    const worker = await person({ firstName: 'Rosalba', lastName: 'Inventado', homeState: 'CA' });
    await service.drain(tenantId);
    expect(await matchesOf(worker.id)).toMatchObject([{ signals: ['name', 'state'], score: '0.600' }]);
  });

  test('are not published empty, out of order, twice, or by those of one program', async () => {
    const path = (id: string) => `/exclusion-lists/${id}`;
    const empty = await announce({ kind: 'full', asOfDate: '2026-03-10' });
    expect((await credentialing.post(`${path(empty)}/publish`)).body.code).toBe('exclusion_list_is_empty');
    expect((await credentialing.post(`${path(empty)}/abandon`)).body).toMatchObject({ state: 'abandoned' });
    const record = {
      exclusionListId: empty,
      lastName: 'LATE',
      exclusionType: '1128a1',
      excludedOn: '2026-01-01',
    };
    expect((await credentialing.post('/exclusion-records', record)).body.code).toBe(
      'exclusion_list_not_loading',
    );
    expect((await credentialing.post(`${path(empty)}/publish`)).body.code).toBe('step_not_allowed');
    const older = await announce({ kind: 'full', asOfDate: '2026-01-31' });
    await credentialing.post('/exclusion-records', { ...record, exclusionListId: older });
    expect((await credentialing.post(`${path(older)}/publish`)).body.code).toBe('exclusion_list_is_older');
    const both = { ...record, exclusionListId: older, businessName: 'Both' };
    expect((await credentialing.post('/exclusion-records', both)).body.errors[0].pointer).toBe('/lastName');
    const bound = await service.member(tenantId, { role: 'credentialing', programIds: [] });
    expect(
      (await bound.post('/exclusion-lists', { source: 'sam', kind: 'full', asOfDate: '2026-01-01' })).body
        .code,
    ).toBe('whole_tenant_only');
    expect(
      (
        await credentialing.post('/exclusion-lists', {
          source: 'other',
          kind: 'full',
          asOfDate: '2026-01-01',
        })
      ).status,
    ).toBe(422);
    expect(
      (await manager.post('/exclusion-lists', { source: 'sam', kind: 'full', asOfDate: '2026-01-01' }))
        .status,
    ).toBe(403);
    const missing = await credentialing.get(path('0198c0de-0000-7000-8000-00000000ffff'));
    const { tenantId: elsewhere } = await service.tenant('Elsewhere');
    const stranger = await service.member(elsewhere, { role: 'credentialing' });
    const foreign = await stranger.post(`${path(older)}/abandon`);
    expect([foreign.status, missing.status, foreign.body.code]).toEqual([404, 404, 'not_found']);
  });

  test('of SAM end by their termination dates', async () => {
    const ending = await person({ firstName: 'Caspian', lastName: 'Endswell' });
    const listId = await announce({ source: 'sam', kind: 'full', asOfDate: '2026-01-05' });
    expect(await load(listId, fixture('sam_extract'), { preset: 'sam_extract' }, admin)).toMatchObject({
      created: 3,
    });
    await publish(listId);
    const [match] = await matchesOf(ending.id);
    expect(match).toMatchObject({ signals: ['name', 'state'], state: 'possible' });
    const now = async () => (await credentialing.get(`/exclusion-matches/${match.id}`)).body;
    await service.moveClock(tenantId, '2026-06-30T23:59:00Z');
    expect(await now()).toMatchObject({ state: 'possible' });
    // By itself, as its last day is over, whatever is published or changed by then; once, however often it was screened.
    await credentialing.post('/screening-runs');
    await service.moveClock(tenantId, '2026-07-01T00:00:00Z');
    expect(await now()).toMatchObject({ state: 'lifted', liftedAt: '2026-07-01T00:00:00Z' });
    const timers = await service.as(systemActor(tenantId), (tx) =>
      tx.rows<{ state: string }>(sql`select state from timers where name = 'liftEndedExclusions'`),
    );
    expect(timers).toEqual([{ state: 'fired' }]);
  });
});

describe('a file of other columns', () => {
  test('is taken by a mapping: columns named, left out, and constants', async () => {
    const listId = await announce({
      source: 'other',
      name: 'Ohio Medicaid',
      kind: 'full',
      asOfDate: '2026-02-01',
    });
    const file = 'Surname,Given,Remarks,Since\nGHOSTLY,WANDA,none,2020-01-01\nGHOSTLY,WILL,,yesterday\n';
    const about = {
      columns: [
        { column: 'Surname', field: 'lastName' },
        { column: 'Given', field: 'firstName' },
        { column: 'Since', field: 'excludedOn' },
        { column: 'Remarks' },
      ],
      constants: [
        { field: 'exclusionListId', value: listId },
        { field: 'exclusionType', value: 'state' },
      ],
    };
    const done = await load(listId, file, about);
    expect(done).toMatchObject({ created: 1, failed: 1, ...about, preset: null });
    const [refused] = (await credentialing.get(`/import-rows?importId=${done.id}&status=failed`)).body.data;
    expect(refused).toMatchObject({ line: 3, column: 'Since' });
    const [kept] = (await credentialing.get(`/exclusion-records?listId=${listId}`)).body.data;
    expect(kept).toMatchObject({ lastName: 'GHOSTLY', firstName: 'WANDA', exclusionType: 'state' });
  });

  test('is refused where its mapping makes no sense', async () => {
    const begin = (about: object) =>
      credentialing.post('/imports', { operation: 'add_exclusion_record', ...about });
    const faultOf = async (about: object) => (await begin(about)).body.errors?.[0].pointer;
    expect(await faultOf({ preset: 'no_such' })).toBe('/preset');
    expect(await faultOf({ preset: 'oig_leie', format: 'ndjson' })).toBe('/format');
    expect(await faultOf({ preset: 'oig_leie', columns: [{ column: 'A', field: 'npi' }] })).toBe('/columns');
    expect(await faultOf({ format: 'ndjson', columns: [{ column: 'A', field: 'npi' }] })).toBe('/columns');
    expect(await faultOf({ constants: [{ field: 'nothing', value: '1' }] })).toBe('/constants/0/field');
    const other = await admin.post('/imports', { operation: 'upsert_cost_center', preset: 'oig_leie' });
    expect(other.body.errors[0].pointer).toBe('/preset');
    const begun = await begin({ preset: 'oig_leie' });
    const sent = await credentialing.send({
      method: 'PUT',
      url: `/v1/imports/${begun.body.id}/content`,
      headers: { 'content-type': 'text/csv' },
      payload: 'LASTNAME,SURPRISE\nA,B\n',
    });
    expect(sent.body).toMatchObject({ code: 'malformed' });
  });
});

test('many people are compared by the trigrams they share, and nobody is missed', async () => {
  const items = Array.from({ length: 60 }, (_, place) => ({
    externalId: { system: 'hris', id: `M${place}` },
    firstName: place < 3 ? ['Imogen', 'Imogene', 'Imogn'][place]! : `Nobody${place}`,
    lastName: place < 3 ? 'Waiverlee' : `Else${place}`,
    homeState: 'GA',
    profession: 'rn',
  }));
  const listId = await announce({ kind: 'supplement', asOfDate: '2026-07-01' });
  const record = { exclusionListId: listId, state: 'GA', exclusionType: '1128a1', excludedOn: '2020-01-02' };
  await credentialing.post('/exclusion-records', { ...record, lastName: 'WAIVERLEE', firstName: 'IMOGEN' });
  const made = await manager.post('/workers/bulk', { items });
  expect(made.body.created, made.text).toBe(60);
  await publish(listId);
  const raised = [];
  for (const { id } of made.body.rows) raised.push(...(await matchesOf(id)));
  expect(raised.map(({ signals }) => signals.join())).toEqual([
    'name,state',
    'similar_name,state',
    'similar_name,state',
  ]);
});

test('those who come together are screened together, and nobody besides', async () => {
  await service.drain(tenantId);
  const runs = async () =>
    (await credentialing.get('/screening-runs?cause=change&sort=-createdAt&limit=200')).body.data;
  const before = (await runs()).length;
  const items = Array.from({ length: 40 }, (_, place) => ({
    externalId: { system: 'hris', id: `T${place}` },
    firstName: `Together${place}`,
    lastName: `Comer${place * 7}`,
    homeState: 'WY',
    profession: 'rn',
  }));
  const made = await manager.post('/workers/bulk', { items });
  expect(made.body.created, made.text).toBe(40);
  await service.drain(tenantId);
  const after = await runs();
  expect(after.length).toBe(before + 1);
  expect(after[0]).toMatchObject({ workers: 40, vendors: 0, state: 'completed' });
});

test('whoever stands for a merged worker is found by the name of both', async () => {
  const [stands, merged] = [
    await person({ firstName: 'Zelda', lastName: 'Marriedname', homeState: 'NV' }),
    await person({ firstName: 'Zelda', lastName: 'Formername', homeState: 'NV' }),
  ];
  const pair = { workerId: stands.id, otherWorkerId: merged.id };
  const { body: match } = await manager.post('/worker-matches', pair);
  const one = await manager.post(`/worker-matches/${match.id}/merge`, { survivorId: stands.id });
  expect(one.status, one.text).toBe(200);
  const listId = await announce({ kind: 'supplement', asOfDate: '2026-07-02' });
  const record = { exclusionListId: listId, state: 'NV', exclusionType: '1128a1', excludedOn: '2020-01-02' };
  await credentialing.post('/exclusion-records', { ...record, lastName: 'FORMERNAME', firstName: 'ZELDA' });
  await publish(listId);
  expect(await matchesOf(stands.id)).toMatchObject([{ signals: ['name', 'state'], state: 'possible' }]);
  expect(await matchesOf(merged.id)).toEqual([]);
});

test('a license of another state is compared there: on submission, and where its state is corrected', async () => {
  const adopted = await admin.post('/credential-types/adopt');
  expect(adopted.status, adopted.text).toBe(201);
  const { body: types } = await credentialing.get('/credential-types?code=license');
  const traveler = await person({ firstName: 'Wren', lastName: 'Faraway', homeState: 'ND' });
  const listId = await announce({ kind: 'supplement', asOfDate: '2026-07-03' });
  const record = { exclusionListId: listId, exclusionType: '1128a1', excludedOn: '2020-01-02' };
  for (const state of ['SD', 'MT'])
    await credentialing.post('/exclusion-records', {
      ...record,
      lastName: 'FARAWAY',
      firstName: 'WREN',
      state,
      address: `1 ${state} Way`,
    });
  await publish(listId);
  expect(await matchesOf(traveler.id)).toEqual([]);
  const submitted = await manager.post('/credentials', {
    workerId: traveler.id,
    typeId: types.data[0].id,
    profession: 'rn',
    issuingState: 'SD',
    number: 'SD-1',
    issuedOn: '2025-01-01',
    expiresOn: '2027-01-01',
  });
  expect(submitted.status, submitted.text).toBe(201);
  await service.drain(tenantId);
  expect(await matchesOf(traveler.id)).toMatchObject([{ signals: ['name', 'state'], state: 'possible' }]);
  const corrected = await manager.patch(
    `/credentials/${submitted.body.id}`,
    { issuingState: 'MT' },
    { 'if-match': '"1"' },
  );
  expect(corrected.status, corrected.text).toBe(200);
  await service.drain(tenantId);
  expect(await matchesOf(traveler.id)).toHaveLength(2);
});
