import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { createPlacementMarket, type PlacementMarket } from '../support/placements.ts';
import { startService, type Answer, type Client } from '../support/service.ts';

let market: PlacementMarket;
let credentialing: Client;
const typeOf = (code: string) =>
  market.row('credential_types', { code, name: code, kind: 'certification', is_facility_bound: false });

beforeAll(async () => {
  market = await createPlacementMarket(await startService());
  credentialing = await market.member('credentialing');
});

const demand = (client: Client, about: object) =>
  client.post('/requirements', { severity: 'hard', effectiveFrom: '2026-01-01', ...about });
const faceless = ({ status, body: { requestId: _, ...body } }: Answer) => ({ status, body });

test('a requirement is created, changed, ended, archived and restored, on both surfaces', async () => {
  const typeId = await typeOf('acls');
  const made = await demand(credentialing, { typeId, unitId: market.id('units'), profession: 'rn' });
  expect(made.status, made.text).toBe(201);
  expect(made.body).toMatchObject({
    typeId,
    programId: market.id('programs'),
    facilityId: market.id('facilities'),
    unitId: market.id('units'),
    profession: 'rn',
    specialty: null,
    severity: 'hard',
    proof: 'document',
    requiredAt: 'start',
    graceDays: 0,
    effectiveFrom: '2026-01-01',
    effectiveTo: null,
  });
  const path = `/requirements/${made.body.id}`;
  expect((await credentialing.patch(path, { graceDays: 3 })).status).toBe(428);
  const changed = await credentialing.patch(path, { graceDays: 3 }, { 'if-match': '"1"' });
  expect(changed.body).toMatchObject({ graceDays: 3, version: 2 });
  expect((await credentialing.patch(path, { graceDays: 4 }, { 'if-match': '"1"' })).status).toBe(412);
  const { body } = await credentialing.graphql(
    `mutation ($input: EndRequirementInput!) { endRequirement(input: $input) { requirement { effectiveTo version type { code } } } }`,
    { input: { requirementId: made.body.id, effectiveTo: '2026-06-30' } },
  );
  expect(body.data.endRequirement.requirement).toEqual({
    effectiveTo: '2026-06-30',
    version: 3,
    type: { code: 'acls' },
  });
  expect((await credentialing.post(`${path}/end`, { effectiveTo: '2026-07-31' })).body.errors[0].code).toBe(
    'after_end',
  );
  expect((await credentialing.post(`${path}/restore`)).body.code).toBe('step_not_allowed');
  expect((await credentialing.post(`${path}/archive`)).body.archivedAt).toEqual(expect.any(String));
  expect((await credentialing.post(`${path}/archive`)).body.code).toBe('step_not_allowed');
  expect((await credentialing.post(`${path}/restore`)).body.archivedAt).toBeNull();
  expect((await credentialing.post(`/requirements/${randomUUID()}/archive`)).status).toBe(404);
});

test('what is out of use is not demanded, and what is demanded is not taken out of use', async () => {
  const typeId = await typeOf('ocn');
  const shelve = (verb: string) => credentialing.post(`/credential-types/${typeId}/${verb}`);
  const made = await demand(credentialing, { typeId });
  expect((await shelve('archive')).body).toMatchObject({ status: 409, code: 'credential_type_demanded' });
  await credentialing.post(`/requirements/${made.body.id}/archive`);
  expect((await shelve('archive')).status).toBe(200);
  const refused = { status: 409, code: 'credential_type_archived' };
  expect((await demand(credentialing, { typeId })).body).toMatchObject(refused);
  expect((await credentialing.post(`/requirements/${made.body.id}/restore`)).body).toMatchObject(refused);
  expect((await shelve('restore')).status).toBe(200);
  expect((await demand(credentialing, { typeId, severity: 'none' })).status).toBe(201);
  expect((await shelve('archive')).status).toBe(200);
});

test('whoever saw an earlier version is told so, whatever is to be done', async () => {
  const made = await demand(credentialing, { typeId: await typeOf('stable'), unitId: market.id('units') });
  const path = `/requirements/${made.body.id}`;
  await credentialing.patch(path, { graceDays: 1 }, { 'if-match': '"1"' });
  const stale = { 'if-match': '"1"' };
  const told = async (verb: string, body = {}) => {
    const { status, body: problem } = await credentialing.post(`${path}/${verb}`, body, stale);
    return [status, problem.code];
  };
  const mutations = [
    ['UpdateRequirement', { graceDays: 2 }],
    ['EndRequirement', { effectiveTo: '2026-06-30' }],
    ['ArchiveRequirement', {}],
  ] as const;
  for (const [type, said] of mutations) {
    const name = `${type[0]!.toLowerCase()}${type.slice(1)}`;
    const { body } = await credentialing.graphql(
      `mutation ($input: ${type}Input!) { ${name}(input: $input) { requirement { version } } }`,
      { input: { requirementId: made.body.id, expectedVersion: 1, ...said } },
    );
    expect(body.errors?.[0]?.extensions, name).toMatchObject({ code: 'stale_version' });
  }
  expect(await told('end', { effectiveTo: '2026-06-30' })).toEqual([412, 'stale_version']);
  expect(await told('archive')).toEqual([412, 'stale_version']);
  expect((await credentialing.post(`${path}/archive`)).status).toBe(200);
  expect(await told('restore')).toEqual([412, 'stale_version']);
  expect((await credentialing.get(path)).body).toMatchObject({ graceDays: 1, effectiveTo: null, version: 3 });
});

test('one place says one thing of a type for the same people on a day; in bulk each row has its answer', async () => {
  const typeId = await typeOf('pals');
  const programId = market.id('programs');
  const items = [
    { typeId, programId, severity: 'hard', effectiveFrom: '2026-01-01', effectiveTo: '2026-06-30' },
    { typeId, programId, severity: 'warn', effectiveFrom: '2026-06-30' },
    { typeId, programId, severity: 'warn', effectiveFrom: '2026-07-01' },
    { typeId, programId, profession: 'rn', severity: 'none', effectiveFrom: '2026-01-01' },
    { typeId, programId, unitId: market.id('units'), severity: 'none', effectiveFrom: '2026-01-01' },
  ];
  const { status, body } = await credentialing.post('/requirements/bulk', { items });
  expect(status, JSON.stringify(body)).toBe(200);
  expect(body.rows.map((row: any) => row.code ?? 'made')).toEqual([
    'made',
    'requirement_overlaps',
    'made',
    'made',
    'made',
  ]);
});

test('whoever is bound keeps requirements of the places bound to, and reads those above', async () => {
  const typeId = await typeOf('nrp');
  const [programId, facilityId] = [market.id('programs'), market.id('facilities')];
  const bound = { programIds: [programId], facilityIds: [facilityId] };
  const ofFacility = await market.member('credentialing', { side: 'client', ...bound });
  for (const place of [{}, { programId }])
    expect((await demand(ofFacility, { typeId, ...place })).body.code).toBe('requirement_beyond_scope');
  expect((await demand(ofFacility, { typeId, facilityId })).status).toBe(201);
  const ofTenant = await market.member('credentialing', { side: 'client' });
  expect((await demand(ofTenant, { typeId })).body.code).toBe('requirement_beyond_scope');
  const everywhere = await demand(credentialing, { typeId });
  expect(everywhere.status, everywhere.text).toBe(201);
  const path = `/requirements/${everywhere.body.id}`;
  expect((await ofFacility.get(path)).status).toBe(200);
  for (const answer of [
    await ofFacility.patch(path, { severity: 'none' }, { 'if-match': '"1"' }),
    await ofFacility.post(`${path}/end`, { effectiveTo: '2026-02-01' }),
    await ofFacility.post(`${path}/archive`),
  ])
    expect(answer.body.code).toBe('requirement_beyond_scope');
  const elsewhere = await market.row('facilities', { name: 'Elsewhere' });
  const foreign = await demand(ofFacility, { typeId, facilityId: elsewhere });
  expect(faceless(foreign)).toEqual(faceless(await demand(ofFacility, { typeId, facilityId: randomUUID() })));
});

test('only those who answer for it demand; vendors read what is demanded of them', async () => {
  const typeId = await typeOf('tncc');
  const agency = await market.agency();
  expect((await demand(market.requester, { typeId })).status).toBe(403);
  expect((await demand(agency.recruiter, { typeId })).status).toBe(403);
  const [mine, theirs] = [
    await demand(credentialing, { typeId, programId: market.id('programs') }),
    await demand(credentialing, {
      typeId,
      programId: await market.row('programs', { name: 'Another client' }),
    }),
  ];
  expect((await agency.recruiter.get(`/requirements/${mine.body.id}`)).status).toBe(200);
  expect((await agency.recruiter.get(`/requirements/${theirs.body.id}`)).status).toBe(404);
  expect((await market.requester.get(`/requirements/${theirs.body.id}`)).status).toBe(404);
});

test('the standard is adopted once, of the types that the tenant has', async () => {
  const had = await credentialing.post('/requirements/adopt');
  expect(had.status, had.text).toBe(201);
  const types = await (await market.member('tenant_admin')).post('/credential-types/adopt');
  expect(types.status, types.text).toBeLessThan(300);
  const { body } = await credentialing.post('/requirements/adopt');
  expect(new Set([...had.body.added, ...body.added])).toEqual(
    new Set(['background_check', 'bls', 'drug_screen', 'influenza', 'license', 'tb_screening']),
  );
  expect((await credentialing.post('/requirements/adopt')).body.added).toEqual([]);
});

test('the compact’s members are told by the day, none twice on one, each with its source', async () => {
  const { body } = await credentialing.get('/compact-memberships?limit=200');
  const spans = body.data as {
    state: string;
    status: string;
    effectiveFrom: string;
    effectiveTo: string | null;
    source: string;
  }[];
  expect(spans.length).toBeGreaterThan(45);
  for (const one of spans) {
    expect(one.source).not.toBe('');
    const others = spans.filter((other) => other !== one && other.state === one.state);
    for (const other of others)
      expect(
        (one.effectiveTo !== null && one.effectiveTo < other.effectiveFrom) ||
          (other.effectiveTo !== null && other.effectiveTo < one.effectiveFrom),
      ).toBe(true);
  }
  const on = (state: string, day: string) =>
    spans.find((one) => one.state === state && one.effectiveFrom <= day && (one.effectiveTo ?? '9999') >= day)
      ?.status ?? 'none';
  // The surveys, state by state where they say the most.
  expect(['TX', 'OH', 'CA', 'PA', 'CT', 'GU', 'MA'].map((state) => on(state, '2021-07-28'))).toEqual([
    'active',
    'enacted_pending',
    'none',
    'enacted_pending',
    'none',
    'none',
    'none',
  ]);
  expect(['TX', 'OH', 'CA', 'PA', 'CT', 'GU', 'WA'].map((state) => on(state, '2024-06-30'))).toEqual([
    'active',
    'active',
    'none',
    'partial',
    'enacted_pending',
    'partial',
    'partial',
  ]);
  expect(
    ['TX', 'OH', 'CA', 'PA', 'CT', 'GU', 'MA', 'WA', 'VI'].map((state) => on(state, '2026-07-15')),
  ).toEqual([
    'active',
    'active',
    'none',
    'active',
    'active',
    'partial',
    'enacted_pending',
    'active',
    'enacted_pending',
  ]);
});
