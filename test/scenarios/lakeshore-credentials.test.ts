import { beforeAll, expect, test } from 'vitest';
import { openMarket, type Market, type PanelVendor } from '../support/market.ts';
import { startService, type Answer, type Client, type Service } from '../support/service.ts';

// Lakeshore, step 4: a multistate license counts in Columbus and not in Oakland, a single-state one of California not in
// Columbus, a name on the exclusion list is for a person to decide, and a card that lapses in week 9 is seen coming.
let service: Service;
let market: Market;
let agency: PanelVendor;
let credentialing: Client;
let oakland: string;
const types: Record<string, string> = {};

const ok = (answer: Answer, status = 201) => {
  expect(answer.status, answer.text).toBe(status);
  return answer.body;
};

beforeAll(async () => {
  service = await startService();
  market = await openMarket(service);
  agency = await market.vendor(1);
  credentialing = await service.member(market.tenantId, { role: 'credentialing' });
  const { programId, admin } = market;
  const place = { programId, name: 'Oakland', state: 'CA', timeZone: 'America/Los_Angeles' };
  oakland = ok(await admin.put('/facilities/ext:workday:F2', place), 200).id;
  ok(await admin.post('/credential-types/adopt'));
  for (const { code, id } of (await admin.get('/credential-types?limit=200')).body.data) types[code] = id;
  const demand = { severity: 'hard', effectiveFrom: '2026-01-01' };
  const license = { typeId: types['license'], proof: 'primary_source', requiredAt: 'submission' };
  ok(await credentialing.post('/requirements', { ...demand, ...license, programId }));
  ok(await credentialing.post('/requirements', { ...demand, typeId: types['bls'], programId }));
});

/** A nurse whom the agency represents. */
const nurse = async (firstName: string, lastName: string, homeState: string): Promise<string> =>
  ok(
    await agency.recruiter.post('/representations', {
      firstName,
      lastName,
      homeState,
      profession: 'rn',
      specialties: ['icu'],
      birthDate: '1990-04-12',
      rightToRepresentUntil: '2027-01-01T00:00:00Z',
    }),
  ).id;

/** Hands a credential in for the nurse, and has it verified. */
async function verified(
  representationId: string,
  code: string,
  about: object,
  method = 'document',
): Promise<string> {
  const credential = ok(
    await agency.recruiter.post('/credentials', { representationId, typeId: types[code], ...about }),
  );
  ok(await credentialing.post(`/credentials/${credential.id}/start-verification`), 200);
  ok(await credentialing.post(`/credentials/${credential.id}/verify`, { method, source: 'Nursys' }), 200);
  return credential.id;
}

const licensed = (representationId: string, state: string, multistate: boolean) => {
  const license = {
    profession: 'rn',
    number: `RN-${state}-1`,
    issuingState: state,
    issuedOn: '2024-01-01',
    expiresOn: '2027-12-31',
  };
  const stated = multistate ? { ...license, multistate, primaryState: state } : license;
  return verified(representationId, 'license', stated, 'primary_source');
};

const at = async (facilityId: string, representationId: string) => {
  const rest = await agency.recruiter.get(
    `/eligibility?representationId=${representationId}&facilityId=${facilityId}&gate=submission&day=2026-02-01`,
  );
  const { body } = await agency.recruiter.graphql(
    `query ($r: ID!, $f: ID!) { eligibility(representationId: $r, facilityId: $f, gate: SUBMISSION, day: "2026-02-01") {
      eligible items { what reason why } } }`,
    { r: representationId, f: facilityId },
  );
  const { eligible, items } = ok(rest, 200);
  const license = items.find(({ what }: any) => what === 'license');
  expect(body.data.eligibility.eligible).toBe(eligible);
  expect(body.data.eligibility.items.find(({ what }: any) => what === 'license').why).toBe(license.why);
  return { eligible, reason: license.reason, why: license.why };
};

test('A is eligible in Ohio and blocked in California, with the reason; B of California is blocked in Ohio', async () => {
  const a = await nurse('Ana', 'Alder', 'TX');
  await licensed(a, 'TX', true);
  expect(await at(market.facilityId, a)).toMatchObject({ eligible: true, reason: 'held' });
  expect(await at(oakland, a)).toEqual({
    eligible: false,
    reason: 'state_not_in_compact',
    why: 'A multistate license of TX does not count in CA: CA is no member of the Nurse Licensure Compact on 2026-02-01.',
  });
  const b = await nurse('Ben', 'Birch', 'CA');
  await licensed(b, 'CA', false);
  expect(await at(market.facilityId, b)).toEqual({
    eligible: false,
    reason: 'license_of_another_state',
    why: 'A single-state license of CA does not count in OH.',
  });
  expect((await at(oakland, b)).eligible).toBe(true);
});

test('C, by name on the exclusion list, waits for a person, who clears her', async () => {
  const c = await nurse('Cora', 'Cedar', 'TX');
  await licensed(c, 'TX', true);
  const list = ok(
    await credentialing.post('/exclusion-lists', {
      source: 'oig_leie',
      kind: 'full',
      asOfDate: '2026-01-01',
    }),
  );
  const record = {
    exclusionListId: list.id,
    lastName: 'CEDAR',
    firstName: 'CORA',
    state: 'TX',
    exclusionType: '1128a1',
    excludedOn: '2025-06-20',
  };
  const added = await credentialing.post('/exclusion-records', { ...record, birthDate: '1990-04-12' });
  expect(added.status, added.text).toBeLessThan(300);
  ok(await credentialing.post(`/exclusion-lists/${list.id}/publish`), 200);
  await service.drain(market.tenantId);
  const { data } = ok(await credentialing.get('/exclusion-matches?state=possible'), 200);
  expect(data).toHaveLength(1);
  // Until somebody has looked, nothing is known of her but that she is called so.
  expect((await at(market.facilityId, c)).eligible).toBe(true);
  ok(
    await credentialing.post(`/exclusion-matches/${data[0].id}/clear`, { reason: 'Another Cora Cedar.' }),
    200,
  );
  expect((await at(market.facilityId, c)).eligible).toBe(true);
});

test('A’s card that lapses in week 9 is told as expiring within 30 days, and after it she may not start', async () => {
  const a = await nurse('Abe', 'Aspen', 'TX');
  await licensed(a, 'TX', true);
  await verified(a, 'bls', { issuedOn: '2024-04-01', expiresOn: '2026-04-01' });
  const card = async (day: string) => {
    const { body } = await market.manager.get(
      `/eligibility?representationId=${a}&facilityId=${market.facilityId}&day=${day}`,
    );
    const { status, by } = body.items.find(({ what }: any) => what === 'bls');
    return { eligible: body.eligible, status, by };
  };
  expect(await card('2026-02-01')).toEqual({ eligible: true, status: 'met', by: '2026-04-01' });
  expect(await card('2026-03-02')).toEqual({ eligible: true, status: 'expiring', by: '2026-04-01' });
  expect(await card('2026-04-01')).toEqual({ eligible: true, status: 'expiring', by: '2026-04-01' });
  expect(await card('2026-04-02')).toMatchObject({ eligible: false, status: 'expired' });
  await service.moveClock(market.tenantId, '2026-04-02T14:00:00Z');
  const { body } = await credentialing.get(`/credentials?typeId=${types['bls']}`);
  expect(body.data.map(({ state }: any) => state)).toEqual(['expired']);
});
