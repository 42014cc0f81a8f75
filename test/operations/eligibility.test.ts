import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { demandsOf, type Demands } from '../support/demands.ts';
import { createPlacementMarket, type Agency, type PlacementMarket } from '../support/placements.ts';
import { startService, type Answer, type Client, type Service } from '../support/service.ts';

let service: Service;
let market: PlacementMarket;
let demands: Demands;
let agency: Agency;
let rival: Agency;

beforeAll(async () => {
  service = await startService();
  market = await createPlacementMarket(service);
  demands = demandsOf(market);
  agency = await market.agency();
  rival = await market.agency();
});

const propose = (by: Agency, orderId: string, representationId: string) =>
  by.recruiter.post('/submissions', { orderId, representationId, billRate: '98', availableOn: '2026-02-01' });
const terms = { billRate: '98', startsOn: '2026-02-01', endsOn: '2026-05-02', hoursPerWeek: '36' };
const refused = (answer: Answer, what: string, reason: string) => {
  expect(answer.status, answer.text).toBe(409);
  expect(answer.body).toMatchObject({ code: 'worker_not_eligible', items: [{ what, reason }] });
};
const ask = (client: Client, who: object, more: object = {}) =>
  client.get(
    `/eligibility?${new URLSearchParams({ facilityId: market.id('facilities'), ...who, ...more } as never).toString()}`,
  );
const itemOf = (answer: Answer, what: string) => answer.body.items.find((item: any) => item.what === what);

describe('a gate', () => {
  test('refuses a proposal with who, what, why, what would help and by when, on both surfaces; the proof lets it pass', async () => {
    const type = await demands.demand('acls', { required_at: 'submission', profession: 'cna' });
    const orderId = await market.order(1, [agency], { profession: 'cna', specialty: null });
    const { workerId, representationId } = await market.represent(agency);
    const answer = await propose(agency, orderId, representationId);
    refused(answer, 'acls', 'not_held');
    expect(answer.body.items).toEqual([
      {
        what: 'acls',
        name: 'ACLS',
        requirementId: expect.any(String),
        credentialTypeId: type,
        severity: 'hard',
        proof: 'document',
        status: 'missing',
        reason: 'not_held',
        why: 'ACLS is not on record.',
        fix: 'ACLS, proven by document.',
        who: 'worker',
        by: '2026-02-01',
      },
    ]);
    const { body } = await agency.recruiter.graphql(
      `mutation ($input: CreateSubmissionInput!) { createSubmission(input: $input) { submission { id } } }`,
      { input: { orderId, representationId, billRate: '98', availableOn: '2026-02-01' } },
    );
    expect(body.errors![0].extensions).toMatchObject({
      code: 'worker_not_eligible',
      items: [{ what: 'acls' }],
    });
    await demands.hold(type, workerId, { vendor_id: agency.id, representation_id: representationId });
    expect((await propose(agency, orderId, representationId)).status).toBe(201);
  });

  test('judges a vendor’s worker by what that vendor handed in, and the operator by all', async () => {
    const type = await demands.demand('pals', { required_at: 'submission', profession: 'pa' });
    const orderId = await market.order(1, [agency, rival], { profession: 'pa', specialty: null });
    const { workerId, representationId } = await market.represent(agency);
    const theirs = await market.represent(rival, workerId);
    await demands.hold(type, workerId, { vendor_id: rival.id, representation_id: theirs.representationId });
    refused(await propose(agency, orderId, representationId), 'pals', 'not_held');
    const asked = { profession: 'pa', gate: 'submission' };
    expect((await ask(agency.recruiter, { representationId }, asked)).body.eligible).toBe(false);
    expect((await ask(market.manager, { workerId }, asked)).body.eligible).toBe(true);
    // The worker's own proof is nothing to a vendor that has not placed the worker.
    const alone = await market.represent(agency);
    await demands.hold(type, alone.workerId);
    refused(await propose(agency, orderId, alone.representationId), 'pals', 'not_held');
    expect((await ask(market.manager, { workerId: alone.workerId }, asked)).body.eligible).toBe(true);
    expect((await propose(rival, orderId, theirs.representationId)).status).toBe(201);
  });

  test('refuses an offer, its confirmation and the start, each for what it demands', async () => {
    const [offered, begun] = [
      await demands.demand('nrp', { required_at: 'offer', profession: 'rt' }),
      await demands.demand('tncc', { profession: 'rt' }),
    ];
    const orderId = await market.order(1, [agency], { profession: 'rt', specialty: null });
    const { workerId, representationId } = await market.represent(agency);
    const submission = await propose(agency, orderId, representationId);
    expect(submission.status, submission.text).toBe(201);
    const submissionId = submission.body.id;
    await market.manager.post(`/submissions/${submissionId}/present`);
    refused(await market.manager.post('/offers', { submissionId, ...terms }), 'nrp', 'not_held');
    const credentialId = await demands.hold(offered, workerId);
    const offer = await market.manager.post('/offers', { submissionId, ...terms });
    expect(offer.status, offer.text).toBe(201);
    await agency.recruiter.post(`/offers/${offer.body.id}/accept`);
    const credentialing = await market.member('credentialing');
    const revoked = await credentialing.post(`/credentials/${credentialId}/revoke`, { reason: 'Forged' });
    expect(revoked.status, revoked.text).toBe(200);
    refused(await market.requester.post(`/offers/${offer.body.id}/confirm`), 'nrp', 'not_accepted');
    await demands.hold(offered, workerId, { expires_on: '2026-12-31' });
    expect((await market.requester.post(`/offers/${offer.body.id}/confirm`)).status).toBe(200);
    const { body } = await market.manager.get(`/assignments?offerId=${offer.body.id}`);
    await service.moveClock(market.tenantId, '2026-02-01T14:00:00Z');
    const start = () =>
      market.requester.post(`/assignments/${body.data[0].id}/start`, { startedOn: '2026-02-01' });
    refused(await start(), 'tncc', 'not_held');
    await demands.hold(begun, workerId, { expires_on: '2026-02-01' });
    expect((await start()).status).toBe(200);
  });

  test.each([
    [
      'exclusion',
      'exclusion_matches',
      { state: 'confirmed', decided_at: '2026-01-10T00:00:00Z', reason: 'It is the same person.' },
      'excluded',
    ],
    [
      'do_not_return',
      'do_not_returns',
      { state: 'active', lifted_at: null, lift_reason: null, assignment_id: null },
      'do_not_return',
    ],
  ])(
    'refuses whom an active %s blocks, without anything being demanded',
    async (what, table, block, reason) => {
      const orderId = await market.order(1, [agency], { profession: 'sonographer', specialty: null });
      const { workerId, representationId } = await market.represent(agency);
      await market.row(table, {
        worker_id: workerId,
        vendor_id: null,
        ...block,
        ...(what === 'exclusion' && { exclusion_key: randomUUID() }),
      });
      refused(await propose(agency, orderId, representationId), what, reason);
      const free = await market.represent(agency);
      expect((await propose(agency, orderId, free.representationId)).status).toBe(201);
    },
  );
});

describe('the question', () => {
  test('is answered alike on both surfaces, and to each side under its own name of the worker', async () => {
    const { workerId, representationId } = await market.represent(agency);
    const own = await ask(agency.recruiter, { representationId });
    expect(own.body).toMatchObject({ workerId: null, representationId, gate: 'start' });
    const manager = await ask(market.manager, { workerId });
    expect(manager.body).toMatchObject({ workerId, representationId: null, items: expect.any(Array) });
    const { body } = await market.manager.graphql(
      `query ($w: ID!, $f: ID!) { eligibility(workerId: $w, facilityId: $f) { workerId eligible day items { what status reason why fix who by severity proof name requirementId credentialTypeId } } }`,
      { w: workerId, f: market.id('facilities') },
    );
    expect(body.errors).toBeUndefined();
    expect(body.data.eligibility.items.map((item: any) => item.what)).toEqual(
      manager.body.items.map((item: any) => item.what),
    );
    const self = market.id('workers');
    const worker = await market.member('worker', { workerId: self });
    expect((await ask(worker, {})).body).toMatchObject({ workerId: self, representationId: null });
  });

  test('of a foreign worker or representation is answered as of a missing one', async () => {
    const { workerId, representationId } = await market.represent(rival);
    const faceless = ({ status, body: { requestId: _, ...body } }: Answer) => ({ status, body });
    for (const [client, key, id] of [
      [agency.recruiter, 'representationId', representationId],
      [agency.recruiter, 'workerId', workerId],
      [market.requester, 'workerId', workerId],
    ] as const)
      expect(faceless(await ask(client, { [key]: id }))).toEqual(
        faceless(await ask(client, { [key]: randomUUID() })),
      );
    const worker = await market.member('worker', { workerId });
    expect((await ask(worker, { workerId: (await market.represent(agency)).workerId })).status).toBe(422);
  });

  test('is not an analyst’s or a finance clerk’s to ask, and names one place', async () => {
    const { workerId } = await market.represent(agency);
    for (const role of ['analyst', 'client_finance', 'vendor_finance'] as const) {
      const client = await market.member(role, role === 'vendor_finance' ? { vendorId: agency.id } : {});
      expect((await ask(client, { workerId })).status).toBe(403);
    }
    expect((await market.manager.get(`/eligibility?workerId=${workerId}`)).body.errors).toMatchObject([
      { pointer: '/facilityId', code: 'required' },
    ]);
  });

  test('of many is answered for those named, or of a profession in pages, with what is open or all', async () => {
    const type = await demands.demand('skills', { profession: 'phlebotomist' });
    const people: string[] = [];
    for (let n = 0; n < 3; n += 1) people.push((await market.represent(agency)).workerId);
    await demands.hold(type, people[0]!, { expires_on: null });
    const base = `/eligibility/workers?facilityId=${market.id('facilities')}&profession=phlebotomist`;
    const named = await market.manager.get(`${base}&${people.map((id) => `workerIds=${id}`).join('&')}`);
    expect(named.status, named.text).toBe(200);
    const eligible = Object.fromEntries(named.body.workers.map((one: any) => [one.workerId, one.eligible]));
    expect(eligible).toEqual({ [people[0]!]: true, [people[1]!]: false, [people[2]!]: false });
    const held = (answer: Answer) =>
      answer.body.workers.find((one: any) => one.workerId === people[0]).items.map((item: any) => item.what);
    expect(held(named)).not.toContain('skills');
    expect(held(await market.manager.get(`${base}&items=all&workerIds=${people[0]}`))).toContain('skills');
    const own = await agency.recruiter.get(
      `/eligibility/workers?facilityId=${market.id('facilities')}&first=2`,
    );
    expect(own.status, own.text).toBe(200);
    expect(own.body.workers).toHaveLength(2);
    const next = await agency.recruiter.get(
      `/eligibility/workers?facilityId=${market.id('facilities')}&first=2&after=${own.body.next}`,
    );
    const seen = [...own.body.workers, ...next.body.workers];
    expect(new Set(seen.map((one: any) => one.representationId)).size).toBe(seen.length);
    expect(seen.every((one: any) => one.workerId === null)).toBe(true);
  });

  test('tells nobody but credentialing more of health than how it stands', async () => {
    const type = await demands.demand('mmr', { profession: 'rn' }, { kind: 'immunization' });
    const { workerId, representationId } = await market.represent(agency);
    await demands.hold(type, workerId, {
      kind: 'immunization',
      vendor_id: agency.id,
      representation_id: representationId,
      state: 'rejected',
      issuer: 'CANARY-ISSUER',
      note: 'CANARY-NOTE',
      reason: 'CANARY-REASON',
      number: 'CANARY-NUMBER',
    });
    for (const answer of [
      await ask(agency.recruiter, { representationId }, { profession: 'rn' }),
      await ask(market.manager, { workerId }, { profession: 'rn' }),
    ]) {
      expect(itemOf(answer, 'mmr')).toMatchObject({
        status: 'missing',
        reason: 'not_held',
        why: 'MMR is not on record.',
      });
      expect(answer.text).not.toContain('CANARY');
    }
  });
});
