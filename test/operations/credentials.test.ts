import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { systemActor } from '../../src/kernel/actor.ts';
import { bodyOf, openCredentialMarket, type CredentialMarket } from '../support/credentials.ts';
import { startService, type Client, type Service } from '../support/service.ts';

let service: Service;
let held: CredentialMarket;

beforeAll(async () => {
  service = await startService();
});
beforeEach(async () => {
  held = await openCredentialMarket(service);
});

const license = {
  profession: 'rn',
  number: 'RN-TX-1',
  issuingState: 'TX',
  multistate: true,
  primaryState: 'TX',
  issuedOn: '2025-01-01',
  expiresOn: '2026-12-31',
};
const bls = { number: 'BLS-1', issuer: 'American Heart Association', issuedOn: '2025-06-01' };

const failure = ({ status, body }: Awaited<ReturnType<Client['get']>>) => [
  status,
  body.errors?.[0]?.pointer ?? body.code,
];
const events = async (id: string) => {
  const rows = await service.as(systemActor(held.market.tenantId), (tx) =>
    tx.rows<{ type: string }>(
      sql`select type from events where subject_id = ${id} order by transaction_id, position`,
    ),
  );
  return rows.map(({ type }) => type.replace('credential.', ''));
};

describe('handing in', () => {
  test('a vendor names its representation, a worker nobody, an operator either', async () => {
    const { vendor, nurse, credentialing, types, representationId, workerId, submit } = held;
    const ofVendor = await submit('license', license);
    expect(ofVendor).toMatchObject({
      state: 'submitted',
      kind: 'license',
      vendorId: vendor.vendorId,
      number: 'RN-TX-1',
      allowedActions: ['update'],
    });
    expect(ofVendor).not.toHaveProperty('workerId');
    const own = bodyOf(await nurse.post('/credentials', { typeId: types['bls'], ...bls }), 201);
    expect(own).toMatchObject({ workerId, vendorId: null, expiresOn: '2027-05-31' });
    const typeId = types['bls'];
    const byOperator = { typeId, workerId, number: 'BLS-2' };
    expect((await credentialing.post('/credentials', byOperator)).body).toMatchObject({
      workerId,
      vendorId: null,
    });
    const refused = async (by: Client, whose: object) =>
      failure(await by.post('/credentials', { typeId, number: 'BLS-3', ...whose }));
    expect(await refused(vendor.recruiter, {})).toEqual([422, '/representationId']);
    expect(await refused(vendor.recruiter, { workerId })).toEqual([422, '/workerId']);
    expect(await refused(nurse, { representationId })).toEqual([422, '/representationId']);
    expect(await refused(credentialing, {})).toEqual([422, '/workerId']);
    expect(await refused(credentialing, { workerId, representationId })).toEqual([422, '/workerId']);
    expect(await refused(held.market.requester, { workerId })).toEqual([403, 'permission_missing']);
  });

  test('a rival’s representation is as little there as one that is not', async () => {
    const { rival, types, representationId } = held;
    const named = (id: string) =>
      rival.recruiter.post('/credentials', { typeId: types['bls'], representationId: id });
    const foreign = await named(representationId);
    const missing = await named('0198c0de-0000-7000-8000-000000000001');
    expect(foreign.status).toBe(422);
    const { requestId: _, ...told } = foreign.body;
    const { requestId: __, ...toldOfNone } = missing.body;
    expect(told).toEqual(toldOfNone);
  });

  test.each<[string, string, object, string]>([
    ['a license without its number', 'license', { ...license, number: undefined }, '/number'],
    ['a multistate license of another state', 'license', { ...license, primaryState: 'OH' }, '/primaryState'],
    ['a multistate license of no nurse', 'license', { ...license, profession: 'rt' }, '/multistate'],
    ['a multistate card', 'bls', { multistate: true }, '/multistate'],
    ['an end before the issue', 'bls', { issuedOn: '2026-01-02', expiresOn: '2026-01-01' }, '/expiresOn'],
    ['an orientation nowhere', 'facility_orientation', {}, '/facilityId'],
  ])('refuses %s', async (_, code, given, pointer) => {
    const { vendor, types, representationId } = held;
    const answer = await vendor.recruiter.post('/credentials', {
      representationId,
      typeId: types[code],
      ...given,
    });
    expect(failure(answer)).toEqual([422, pointer]);
  });

  test('refuses the same one twice for the same time, a type out of use, a withdrawn representation', async () => {
    const { vendor, types, representationId, submit } = held;
    await submit('bls', bls);
    const again = { representationId, typeId: types['bls'], ...bls };
    expect(failure(await vendor.recruiter.post('/credentials', again))).toEqual([409, 'credential_exists']);
    const later = { ...again, issuedOn: '2027-06-01' };
    expect((await vendor.recruiter.post('/credentials', later)).status).toBe(201);
    bodyOf(await held.market.admin.post(`/credential-types/${types['acls']}/archive`));
    const archived = { representationId, typeId: types['acls'] };
    expect(failure(await vendor.recruiter.post('/credentials', archived))).toEqual([
      409,
      'credential_type_archived',
    ]);
    bodyOf(await vendor.recruiter.post(`/representations/${representationId}/withdraw`));
    expect(
      failure(await vendor.recruiter.post('/credentials', { ...archived, typeId: types['pals'] })),
    ).toEqual([409, 'representation_not_active']);
  });

  test('at a facility it belongs to', async () => {
    const { market, types, representationId } = held;
    const body = { representationId, typeId: types['facility_orientation'], facilityId: market.facilityId };
    expect((await held.vendor.recruiter.post('/credentials', body)).body).toMatchObject({
      facilityId: market.facilityId,
    });
    const elsewhere = { representationId, typeId: types['bls'], facilityId: market.facilityId };
    expect(failure(await held.vendor.recruiter.post('/credentials', elsewhere))).toEqual([
      422,
      '/facilityId',
    ]);
  });

  test('many at once: each its own result, on both surfaces', async () => {
    const { vendor, types, representationId } = held;
    const typeId = types['bls'];
    const items = [
      { representationId, typeId, number: 'A' },
      { representationId, typeId, number: 'A' },
      { representationId, typeId: types['license'], number: 'RN' },
      ...Array.from({ length: 10 }, (_, n) => ({ representationId, typeId, number: `N${n}` })),
    ];
    const loaded = bodyOf(await vendor.recruiter.post('/credentials/bulk', { items }));
    expect(loaded).toMatchObject({ created: 11, failed: 2 });
    expect(loaded.rows.map(({ code }: { code: string | null }) => code)).toEqual([
      null,
      'credential_exists',
      'invalid_input',
      ...Array<null>(10).fill(null),
    ]);
    const answer = await vendor.recruiter.graphql(
      `mutation ($input: SubmitCredentialInput!) { submitCredential(input: $input) { credential { number state allowedActions files { nodes { id } } } } }`,
      { input: { representationId, typeId, number: 'G' } },
    );
    expect(answer.body.data.submitCredential.credential).toEqual({
      number: 'G',
      state: 'SUBMITTED',
      allowedActions: ['update'],
      files: { nodes: [] },
    });
  });
});

describe('correcting', () => {
  test('until it is looked at, by whose it is, in the version that was seen', async () => {
    const { vendor, rival, nurse, credentialing, submit } = held;
    const { id, version } = await submit('license', license);
    const path = `/credentials/${id}`;
    const seen = { 'if-match': `"${version}"` };
    expect((await vendor.recruiter.patch(path, { number: 'RN-TX-2' })).status).toBe(428);
    expect((await vendor.recruiter.patch(path, { number: 'RN-TX-2' }, seen)).body).toMatchObject({
      number: 'RN-TX-2',
      version: 2,
    });
    expect((await vendor.recruiter.patch(path, { number: 'RN-TX-3' }, seen)).status).toBe(412);
    const now = { 'if-match': '"2"' };
    expect(failure(await vendor.recruiter.patch(path, { issuingState: 'OH' }, now))).toEqual([
      422,
      '/primaryState',
    ]);
    expect(failure(await nurse.patch(path, { number: 'X' }, now))).toEqual([403, 'handed_in_by_vendor']);
    expect((await rival.recruiter.patch(path, { number: 'X' }, now)).status).toBe(404);
    bodyOf(await credentialing.post(`${path}/start-verification`));
    const late = await vendor.recruiter.patch(path, { number: 'X' }, { 'if-match': '"3"' });
    expect(failure(late)).toEqual([409, 'step_not_allowed']);
    expect(await events(id)).toEqual(['submitted', 'revised', 'verification_started']);
  });
});

test('an end that followed from the term goes along with a corrected issue, and one that was stated stays', async () => {
  const { vendor, credentialing, submit, prove } = held;
  const derived = await submit('bls', { issuedOn: '2025-06-01', number: 'B-1' });
  expect(derived.expiresOn).toBe('2027-05-31');
  const change = (id: string, version: number, given: object) =>
    vendor.recruiter.patch(`/credentials/${id}`, given, { 'if-match': `"${version}"` });
  const earlier = await change(derived.id, 1, { issuedOn: '2024-06-01' });
  expect(earlier.body).toMatchObject({ issuedOn: '2024-06-01', expiresOn: '2026-05-31' });
  expect((await change(derived.id, 2, { issuedOn: null })).body.expiresOn).toBe('2026-05-31');
  await change(derived.id, 3, { issuedOn: '2024-06-01' });
  expect((await prove(derived.id, { issuedOn: '2024-04-01' })).expiresOn).toBe('2026-03-31');
  const stated = await submit('bls', { issuedOn: '2025-06-01', expiresOn: '2026-12-31', number: 'B-2' });
  expect((await change(stated.id, 1, { issuedOn: '2024-06-01' })).body.expiresOn).toBe('2026-12-31');
  // The card shows its issue alone: its term ends it.
  const bare = await submit('bls', { number: 'B-3' });
  expect((await prove(bare.id, { issuedOn: '2025-01-01' })).expiresOn).toBe('2026-12-31');
  expect((await credentialing.get(`/credentials/${bare.id}`)).body.state).toBe('verified');
});

describe('verifying', () => {
  test('says who, how, where and when, once each; and is never changed', async () => {
    const { credentialing, vendor, submit, prove } = held;
    const { id } = await submit('license', license);
    const proven = await prove(id, {
      method: 'primary_source',
      source: 'Nursys',
      verifiedAt: '2026-01-04T08:00:00Z',
      evidence: 'Report 7',
      note: 'No discipline',
      expiresOn: '2027-06-30',
    });
    expect(proven).toMatchObject({ state: 'verified', proof: 'primary_source', expiresOn: '2027-06-30' });
    const verifications = `/credential-verifications?credentialId=${id}`;
    const [one, ...more] = bodyOf(await credentialing.get(verifications)).data;
    expect(more).toEqual([]);
    expect(one).toMatchObject({
      method: 'primary_source',
      outcome: 'confirmed',
      source: 'Nursys',
      verifiedAt: '2026-01-04T08:00:00Z',
      verifiedBy: credentialing.actor.membershipId,
      evidence: 'Report 7',
      note: 'No discipline',
    });
    const [seen] = bodyOf(await vendor.recruiter.get(verifications)).data;
    expect(seen).toMatchObject({ method: 'primary_source', source: 'Nursys' });
    for (const hidden of ['verifiedBy', 'evidence', 'note']) expect(seen).not.toHaveProperty(hidden);
    const answer = await credentialing.graphql(
      `query ($id: ID!) { credential(id: $id) { state type { code } verifications { nodes { source outcome } } } }`,
      { id },
    );
    expect(answer.body.data.credential).toEqual({
      state: 'VERIFIED',
      type: { code: 'license' },
      verifications: { nodes: [{ source: 'Nursys', outcome: 'CONFIRMED' }] },
    });
    expect(await events(id)).toEqual(['submitted', 'verification_started', 'verified']);
  });

  test('is for nobody who handed it in, under whichever membership', async () => {
    const { credentialing, submit, market, workerId, types } = held;
    const byManager = await market.manager.post('/credentials', { workerId, typeId: types['bls'] });
    const byOneself = bodyOf(
      await credentialing.post('/credentials', { workerId, typeId: types['acls'] }),
      201,
    );
    expect(byOneself.allowedActions).not.toContain('startVerification');
    const path = `/credentials/${byOneself.id}`;
    expect(failure(await credentialing.post(`${path}/start-verification`))).toEqual([
      403,
      'verifier_is_submitter',
    ]);
    const other = await service.member(market.tenantId, { role: 'credentialing' });
    bodyOf(await other.post(`${path}/start-verification`));
    const how = { method: 'document', source: 'The card' };
    expect(failure(await credentialing.post(`${path}/verify`, how))).toEqual([403, 'verifier_is_submitter']);
    expect((await other.post(`${path}/verify`, how)).status).toBe(200);
    for (const by of [market.manager, held.vendor.recruiter, held.nurse, market.requester])
      expect(failure(await by.post(`/credentials/${byManager.body.id}/verify`, how))).toEqual([
        403,
        'permission_missing',
      ]);
    const { id } = await submit('pals');
    expect(failure(await other.post(`/credentials/${id}/verify`, how))).toEqual([409, 'step_not_allowed']);
    const strange = await other.post('/credentials/0198c0de-0000-7000-8000-000000000001/verify', how);
    expect(strange.status).toBe(404);
  });

  test('refuses what is over, what is yet to come, and a stale version', async () => {
    const { credentialing, submit } = held;
    const { id } = await submit('bls', { ...bls, expiresOn: '2026-01-05' });
    const path = `/credentials/${id}`;
    bodyOf(await credentialing.post(`${path}/start-verification`));
    const how = { method: 'document', source: 'The card' };
    const wrong = async (given: object, headers = {}) =>
      failure(await credentialing.post(`${path}/verify`, { ...how, ...given }, headers));
    expect(await wrong({ expiresOn: '2026-01-04' })).toEqual([422, '/expiresOn']);
    expect(await wrong({ expiresOn: '2025-01-04' })).toEqual([422, '/expiresOn']);
    expect(await wrong({ verifiedAt: '2026-01-05T12:00:01Z' })).toEqual([422, '/verifiedAt']);
    expect(await wrong({}, { 'if-match': '"1"' })).toEqual([412, 'stale_version']);
    expect((await credentialing.post(`${path}/verify`, how)).body).toMatchObject({ state: 'expiring' });
  });

  test('many at once, each once', async () => {
    const { credentialing, submit } = held;
    const made: string[] = [];
    for (let n = 0; n < 9; n += 1) made.push((await submit('bls', { ...bls, number: `B${n}` })).id);
    for (const id of made.slice(1)) bodyOf(await credentialing.post(`/credentials/${id}/start-verification`));
    const how = { method: 'document', source: 'The cards' };
    const items = [...made, made[1]].map((credentialId) => ({ credentialId, ...how }));
    const verified = bodyOf(await credentialing.post('/credentials/verify', { items }));
    expect(verified.rows.map(({ code }: { code: string | null }) => code)).toEqual([
      'step_not_allowed',
      ...Array<null>(8).fill(null),
      'invalid_input',
    ]);
    const timers = await service.as(systemActor(held.market.tenantId), (tx) =>
      tx.rows<{ n: number }>(
        sql`select count(*)::int as n from timers where name = 'watchCredential' and state = 'set'`,
      ),
    );
    expect(timers[0]!.n).toBe(8);
  });
});

describe('refusing', () => {
  test('rejects with the reason, after which another is handed in', async () => {
    const { credentialing, vendor, submit } = held;
    const { id } = await submit('bls', bls);
    const path = `/credentials/${id}`;
    expect(failure(await vendor.recruiter.post(`${path}/reject`, { reason: 'No' }))).toEqual([
      403,
      'permission_missing',
    ]);
    expect((await credentialing.post(`${path}/reject`, { reason: 'Not readable' })).body).toMatchObject({
      state: 'rejected',
    });
    expect((await vendor.recruiter.get(path)).body).toMatchObject({
      state: 'rejected',
      reason: 'Not readable',
    });
    expect(failure(await credentialing.post(`${path}/reject`, { reason: 'No' }))).toEqual([
      409,
      'step_not_allowed',
    ]);
    expect((await submit('bls', bls)).state).toBe('submitted');
  });

  test('revokes what was proven, for good', async () => {
    const { credentialing, submit, prove } = held;
    const { id } = await submit('license', license);
    await prove(id);
    const path = `/credentials/${id}`;
    expect((await credentialing.post(`${path}/revoke`, { reason: 'Surrendered' })).body).toMatchObject({
      state: 'revoked',
      allowedActions: [],
    });
    const how = { method: 'document', source: 'The card' };
    expect(failure(await credentialing.post(`${path}/verify`, how))).toEqual([409, 'step_not_allowed']);
    expect(await events(id)).toEqual(['submitted', 'verification_started', 'verified', 'revoked']);
  });
});

describe('waiving', () => {
  test('holds until its day is over, by one who may, of what may be waived', async () => {
    const { credentialing, market, submit, types } = held;
    const { id } = await submit('n95_fit_test');
    const path = `/credentials/${id}/waive`;
    const waiver = { waivedUntil: '2026-02-01', reason: 'No testers this month' };
    expect(failure(await held.vendor.recruiter.post(path, waiver))).toEqual([403, 'permission_missing']);
    const may = async (of: string) => (await market.manager.get(`/credentials/${of}`)).body.allowedActions;
    expect(await may(id)).toContain('waive');
    expect(failure(await market.manager.post(path, { ...waiver, waivedUntil: '2026-01-04' }))).toEqual([
      422,
      '/waivedUntil',
    ]);
    expect((await market.manager.post(path, waiver)).body).toMatchObject({
      state: 'waived',
      waivedUntil: '2026-02-01',
    });
    const { id: licensed } = await submit('license', license);
    expect(await may(licensed)).not.toContain('waive');
    expect(failure(await market.manager.post(`/credentials/${licensed}/waive`, waiver))).toEqual([
      409,
      'not_waivable',
    ]);
    const terms = { name: 'State license', isWaivable: true };
    const type = await market.admin.patch(`/credential-types/${types['license']}`, terms, {
      'if-match': '"1"',
    });
    expect(failure(type)).toEqual([422, '/isWaivable']);
    // Midnight after its last day in Texas.
    await service.moveClock(market.tenantId, '2026-02-02T05:59:00Z');
    expect((await credentialing.get(`/credentials/${id}`)).body.state).toBe('waived');
    await service.moveClock(market.tenantId, '2026-02-02T06:00:00Z');
    expect((await credentialing.get(`/credentials/${id}`)).body.state).toBe('expired');
  });

  test('over what was rejected leaves nothing proven when it ends', async () => {
    const { market, credentialing, submit, prove, types, workerId } = held;
    const admin = market.admin;
    const day = { severity: 'hard', effectiveFrom: '2026-01-01' };
    await admin.post('/requirements', { typeId: types['n95_fit_test'], ...day });
    const { id } = await submit('n95_fit_test', { issuedOn: '2025-12-01' });
    await prove(id);
    const { body: forged } = await credentialing.post(`/credentials/${id}/reject`, { reason: 'Forged' });
    expect(forged).toMatchObject({ state: 'rejected', proof: null });
    const waiver = { waivedUntil: '2026-01-10', reason: 'Until the test is repeated' };
    await market.manager.post(`/credentials/${id}/waive`, waiver);
    const standing = async () => {
      const { body } = await market.manager.get(
        `/eligibility?workerId=${workerId}&facilityId=${market.facilityId}`,
      );
      return [body.eligible, body.items[0]?.status];
    };
    expect(await standing()).toEqual([true, 'waived']);
    await service.moveClock(market.tenantId, '2026-01-12T00:00:00Z');
    expect(await standing()).toEqual([false, 'missing']);
  });

  test('follows on what ends, and does not cut short what holds', async () => {
    const { market, submit, prove } = held;
    const fit = { issuedOn: '2025-01-20', expiresOn: '2026-01-19' };
    const { id } = await submit('n95_fit_test', fit);
    await prove(id);
    const waive = (waivedUntil: string, of = id) =>
      market.manager.post(`/credentials/${of}/waive`, { waivedUntil, reason: 'Tester is ill' });
    expect(failure(await waive('2026-01-18'))).toEqual([422, '/waivedUntil']);
    expect((await waive('2026-01-31')).body.state).toBe('waived');
    const { id: long } = await submit('n95_fit_test', { issuedOn: '2026-01-02', number: 'L' });
    await prove(long);
    expect(failure(await waive('2026-12-31', long))).toEqual([409, 'step_not_allowed']);
    await service.moveClock(market.tenantId, '2026-01-25T00:00:00Z');
    expect((await market.manager.get(`/credentials/${id}`)).body.state).toBe('waived');
    await service.moveClock(market.tenantId, '2026-02-02T00:00:00Z');
    expect((await market.manager.get(`/credentials/${id}`)).body.state).toBe('expired');
  });

  test('also of what was never handed in, on both surfaces', async () => {
    const { market, types, workerId, representationId } = held;
    const input = {
      workerId,
      typeId: types['influenza'],
      waivedUntil: '2026-03-31',
      reason: 'Out of season',
    };
    const answer = await market.manager.graphql(
      `mutation ($input: WaiveMissingCredentialInput!) { waiveMissingCredential(input: $input) { credential { state waivedUntil vendorId } } }`,
      { input },
    );
    expect(answer.body.data.waiveMissingCredential.credential).toEqual({
      state: 'WAIVED',
      waivedUntil: '2026-03-31',
      vendorId: null,
    });
    const { workerId: _, ...rest } = input;
    const ofVendor = await market.manager.post('/credentials/waive-missing', { ...rest, representationId });
    expect(ofVendor.body).toMatchObject({ state: 'waived', vendorId: held.vendor.vendorId });
    const licensed = { ...input, typeId: types['license'] };
    expect(failure(await market.manager.post('/credentials/waive-missing', licensed))).toEqual([
      409,
      'not_waivable',
    ]);
  });
});

describe('renewing', () => {
  test('hands in what continues it, once, while the old one stands', async () => {
    const { vendor, nurse, credentialing, submit, prove } = held;
    const { id } = await submit('license', license);
    const next = { issuedOn: '2026-11-01', expiresOn: '2028-12-31' };
    const path = `/credentials/${id}/renew`;
    expect(failure(await vendor.recruiter.post(path, next))).toEqual([409, 'step_not_allowed']);
    await prove(id);
    expect(failure(await nurse.post(path, next))).toEqual([403, 'handed_in_by_vendor']);
    const renewed = bodyOf(await vendor.recruiter.post(path, next));
    expect(renewed).toMatchObject({ renewsId: id, number: 'RN-TX-1', state: 'submitted', multistate: true });
    expect(failure(await vendor.recruiter.post(path, next))).toEqual([409, 'already_renewed']);
    expect((await vendor.recruiter.get(`/credentials/${id}`)).body.state).toBe('verified');
    bodyOf(await credentialing.post(`/credentials/${renewed.id}/reject`, { reason: 'Another person’s' }));
    expect((await vendor.recruiter.post(path, next)).status).toBe(200);
  });
});

describe('types', () => {
  test('are adopted once, and the tenant’s own beside them', async () => {
    const { market } = held;
    const again = await market.admin.post('/credential-types/adopt');
    expect(again.body).toEqual({ added: [] });
    const own = { code: 'parking', name: 'Parking permit', kind: 'other' };
    expect((await market.admin.post('/credential-types', own)).status).toBe(201);
    expect(failure(await market.admin.post('/credential-types', own))).toEqual([
      409,
      'credential_type_code_taken',
    ]);
    const wrong = { ...own, code: 'badge', isFacilityBound: true };
    expect(failure(await market.admin.post('/credential-types', wrong))).toEqual([422, '/isFacilityBound']);
    expect(failure(await market.admin.post('/credential-types', { ...own, warnDays: 45 }))).toEqual([
      422,
      '/warnDays',
    ]);
    expect(failure(await market.manager.post('/credential-types', own))).toEqual([403, 'permission_missing']);
    const bound = await service.member(market.tenantId, {
      role: 'tenant_admin',
      programIds: [market.programId],
    });
    expect(failure(await bound.post('/credential-types', own))).toEqual([403, 'whole_tenant_only']);
  });

  test('come and change by their external ids, but for the kind of what is held', async () => {
    const { market, submit } = held;
    const put = (given: object) =>
      market.admin.put('/credential-types/ext:workday:T1', {
        code: 'permit',
        name: 'Permit',
        kind: 'other',
        ...given,
      });
    const { id } = bodyOf(await put({}));
    expect((await put({})).body.version).toBe(1);
    expect((await put({ kind: 'drug_screen' })).body).toMatchObject({ version: 2, dataClass: 'health' });
    held.types['permit'] = id;
    await submit('permit');
    expect(failure(await put({ kind: 'other' }))).toEqual([409, 'credential_type_in_use']);
  });
});
