import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { createPlacementMarket, type Agency, type PlacementMarket } from '../support/placements.ts';
import { place, setProgram } from '../support/placing.ts';
import { startService, type Client, type Service } from '../support/service.ts';

let service: Service;
let market: PlacementMarket;
let agency: Agency;
let rival: Agency;
let finance: Client;

beforeAll(async () => {
  service = await startService();
  market = await createPlacementMarket(service);
  agency = await market.agency();
  rival = await market.agency();
});

const extension = { effectiveFrom: '2026-05-03', endsOn: '2026-06-27', billRate: '96', reason: 'Census' };
const termsOf = async (id: string, client = market.manager) =>
  (await client.get(`/assignment-revisions?assignmentId=${id}&sort=number`)).body.data;
const revise = (id: string, asked: object = extension) =>
  market.manager.post(`/assignments/${id}/revise`, asked);
const propose = (client: Client, id: string, asked: object = extension) =>
  client.post(`/assignments/${id}/propose-revision`, asked);
const verb = (client: Client, id: string, name: string, reason?: string) =>
  client.post(`/assignment-revisions/${id}/${name}`, reason === undefined ? {} : { reason });

describe('terms that nobody needs to approve', () => {
  test('hold at once, and say what they change and cost', async () => {
    const { id } = await place(market, agency);
    expect((await revise(id)).body).toMatchObject({ endsOn: '2026-06-27' });
    expect(await termsOf(id)).toMatchObject([
      { number: 1, state: 'in_force', effectiveTo: '2026-05-02', kinds: [], billRate: '98.0000' },
      {
        number: 2,
        state: 'in_force',
        effectiveFrom: '2026-05-03',
        kinds: ['extension', 'rate'],
        additionalCost: '27648.00',
        proposedBy: null,
        billRate: '96.0000',
      },
    ]);
    const [, own] = await termsOf(id, agency.recruiter);
    expect(own).toMatchObject({ kinds: ['extension', 'rate'] });
    expect(own).not.toHaveProperty('additionalCost');
  });
});

describe('terms that a vendor or a unit proposes', () => {
  test('hold when the program’s manager accepts them, and are nobody else’s to see or to withdraw', async () => {
    const { id, workerId } = await place(market, agency);
    const worker = await market.member('worker', { workerId });
    const proposed = await propose(agency.recruiter, id);
    expect(proposed.status, proposed.text).toBe(200);
    expect(proposed.body).toMatchObject({
      state: 'proposed',
      proposedBy: 'vendor',
      allowedActions: ['withdraw'],
    });
    const { id: revisionId } = proposed.body;
    expect((await propose(market.requester, id)).body.code).toBe('revision_under_way');
    expect((await revise(id)).body.code).toBe('revision_under_way');
    for (const client of [rival.recruiter, worker]) {
      expect((await client.get(`/assignment-revisions/${revisionId}`)).status).toBe(404);
    }
    expect((await verb(rival.recruiter, revisionId, 'withdraw', 'x')).status).toBe(404);
    expect((await verb(market.requester, revisionId, 'withdraw', 'x')).body.code).toBe('not_your_proposal');
    expect((await verb(agency.recruiter, revisionId, 'accept')).status).toBe(403);
    const accepted = await market.manager.graphql(
      `mutation($id: ID!) { acceptRevision(input: { assignmentRevisionId: $id }) {
        assignmentRevision { state assignment { endsOn } } events { type } } }`,
      { id: revisionId },
    );
    expect(accepted.body.errors).toBeUndefined();
    expect(accepted.body.data.acceptRevision).toMatchObject({
      assignmentRevision: { state: 'IN_FORCE', assignment: { endsOn: '2026-06-27' } },
      events: expect.arrayContaining([{ type: 'assignment.revised' }]),
    });
    expect(await termsOf(id, worker)).toHaveLength(2);
    expect((await verb(market.manager, revisionId, 'accept')).body.code).toBe('step_not_allowed');
  });

  test('come to nothing when they are withdrawn or rejected, and the vendor knows of its own only', async () => {
    const { id } = await place(market, agency);
    const asked = await propose(market.requester, id);
    expect(asked.body).toMatchObject({ state: 'proposed', proposedBy: 'client' });
    expect(await termsOf(id, agency.recruiter)).toHaveLength(1);
    expect((await verb(agency.recruiter, asked.body.id, 'withdraw', 'x')).status).toBe(404);
    expect((await verb(market.requester, asked.body.id, 'withdraw', 'Not needed')).body.state).toBe(
      'withdrawn',
    );
    expect(await termsOf(id, agency.recruiter)).toHaveLength(1);
    const pay = await propose(market.requester, id, { ...extension, payRate: '70' });
    expect(pay.body.errors).toMatchObject([{ pointer: '/payRate', code: 'not_yours' }]);
    const nothing = await propose(agency.recruiter, id, { effectiveFrom: '2026-03-01', reason: 'x' });
    expect(nothing.body.errors).toMatchObject([{ code: 'changes_nothing' }]);
    const { id: revisionId } = (await propose(agency.recruiter, id)).body;
    expect((await verb(market.manager, revisionId, 'reject', 'Too dear')).body.state).toBe('rejected');
    expect((await agency.recruiter.get(`/assignment-revisions/${revisionId}`)).body.state).toBe('rejected');
    // What ends takes what is under way with it.
    const { id: last } = (await propose(agency.recruiter, id)).body;
    expect((await agency.recruiter.post(`/assignments/${id}/cancel`, { reason: 'Ill' })).status).toBe(200);
    expect((await market.manager.get(`/assignment-revisions/${last}`)).body.state).toBe('withdrawn');
  });
});

describe('terms that are routed', () => {
  beforeAll(async () => {
    const admin = await market.member('tenant_admin');
    finance = await market.member('approver', { programIds: [market.id('programs')] });
    const title = await admin.post('/approval-titles', { code: 'finance_of_terms', name: 'Finance' });
    expect(title.status, title.text).toBe(201);
    const held = await admin.post('/title-holdings', {
      titleId: title.body.id,
      membershipId: finance.actor.membershipId,
      programId: market.id('programs'),
    });
    expect(held.status, held.text).toBeLessThan(300);
    const policy = await admin.post('/approval-policies', {
      programId: market.id('programs'),
      subject: 'assignment_revision',
      name: 'Extensions',
      effectiveFrom: '2026-01-01',
      steps: [{ titleId: title.body.id, level: 'program', minimumAmount: '20000' }],
    });
    expect(policy.status, policy.text).toBe(201);
  });

  const stepOf = async (revisionId: string) => {
    const chains = await market.manager.get(`/approval-chains?subjectId=${revisionId}&include=steps`);
    return chains.body.data[0].steps.data[0].id as string;
  };

  test('are not in force until they are approved; hours before them keep their price', async () => {
    const { id } = await place(market, agency);
    const cheap = await revise(id, { effectiveFrom: '2026-05-03', endsOn: '2026-05-09', reason: 'A week' });
    expect(cheap.body).toMatchObject({ endsOn: '2026-05-09' });
    const routed = await revise(id, { ...extension, effectiveFrom: '2026-05-10' });
    expect(routed.status, routed.text).toBe(200);
    expect(routed.body.endsOn).toBe('2026-05-09');
    const pending = (await termsOf(id)).at(-1);
    expect(pending).toMatchObject({ number: 3, state: 'pending_approval', additionalCost: '24192.00' });
    expect((await agency.recruiter.get(`/assignment-revisions/${pending.id}`)).status).toBe(404);
    const granted = await finance.post(`/approval-steps/${await stepOf(pending.id)}/approve`, {
      reason: 'Fine',
    });
    expect(granted.status, granted.text).toBe(200);
    expect((await market.manager.get(`/assignments/${id}`)).body.endsOn).toBe('2026-06-27');
    expect(await termsOf(id, agency.recruiter)).toMatchObject([
      { billRate: '98.0000', effectiveTo: '2026-05-02' },
      { billRate: '98.0000', effectiveFrom: '2026-05-03', effectiveTo: '2026-05-09' },
      { billRate: '96.0000', effectiveFrom: '2026-05-10', effectiveTo: null, state: 'in_force' },
    ]);
  });

  test('are rejected with the reason, or withdrawn with their approval', async () => {
    const { id } = await place(market, agency);
    await revise(id);
    const refused = (await termsOf(id)).at(-1);
    const answer = await finance.post(`/approval-steps/${await stepOf(refused.id)}/reject`, {
      reason: 'No money',
    });
    expect(answer.status, answer.text).toBe(200);
    expect((await market.manager.get(`/assignment-revisions/${refused.id}`)).body.state).toBe('rejected');
    await revise(id);
    const withdrawn = (await termsOf(id)).at(-1);
    expect((await verb(market.manager, withdrawn.id, 'withdraw', 'Not needed')).body.state).toBe('withdrawn');
    const chain = await market.manager.get(`/approval-chains?subjectId=${withdrawn.id}`);
    expect(chain.body.data).toMatchObject([{ state: 'withdrawn' }]);
    expect((await market.manager.get(`/assignments/${id}`)).body.endsOn).toBe('2026-05-02');
  });

  test('are the vendor’s to agree to besides, where the program says so', async () => {
    await setProgram(market, { revisionConsent: 'vendor' });
    const { id } = await place(market, agency);
    await revise(id);
    const { id: revisionId } = (await termsOf(id)).at(-1);
    expect((await verb(agency.recruiter, revisionId, 'consent')).status).toBe(404);
    await finance.post(`/approval-steps/${await stepOf(revisionId)}/approve`, {});
    const offered = await agency.recruiter.get(`/assignment-revisions/${revisionId}`);
    expect(offered.body).toMatchObject({ state: 'pending_consent', allowedActions: ['consent', 'decline'] });
    expect((await market.manager.get(`/assignments/${id}`)).body.endsOn).toBe('2026-05-02');
    expect((await verb(market.manager, revisionId, 'consent')).status).toBe(403);
    expect((await verb(rival.recruiter, revisionId, 'consent')).status).toBe(404);
    expect((await verb(agency.recruiter, randomUUID(), 'consent')).status).toBe(404);
    const agreed = await agency.recruiter.graphql(
      'mutation($id: ID!) { consentToRevision(input: { assignmentRevisionId: $id }) { assignmentRevision { state } } }',
      { id: revisionId },
    );
    expect(agreed.body.errors).toBeUndefined();
    expect(agreed.body.data.consentToRevision.assignmentRevision.state).toBe('IN_FORCE');
    expect((await market.manager.get(`/assignments/${id}`)).body.endsOn).toBe('2026-06-27');
    // A small change needs no approval, but the vendor's word.
    await revise(id, { effectiveFrom: '2026-06-01', hoursPerWeek: '24', reason: 'Fewer' });
    const last = (await termsOf(id)).at(-1);
    expect(last.state).toBe('pending_consent');
    expect((await verb(agency.recruiter, last.id, 'decline', 'Too few hours')).body.state).toBe('declined');
    expect((await market.manager.get(`/assignments/${id}`)).body.allowedActions).toContain('revise');
    await setProgram(market, { revisionConsent: 'none' });
  });
});

test('terms of another unit move the assignment to it on their first day', async () => {
  const { id } = await place(market, agency);
  const unitId = await market.row('units', { name: 'ICU 5' });
  const elsewhere = await market.row('facilities', { name: 'Elsewhere' });
  const foreign = await market.row('units', { facility_id: elsewhere, name: 'ICU 6' });
  const move = { effectiveFrom: '2026-02-08', reason: 'Opened' };
  const refused = await revise(id, { ...move, unitId: foreign });
  expect(refused.body.errors).toMatchObject([{ pointer: '/unitId', code: 'of_another_facility' }]);
  const unit = async () => (await market.manager.get(`/assignments/${id}`)).body.unitId;
  expect((await revise(id, { ...move, unitId })).status).toBe(200);
  expect(await unit()).toBe(market.id('units'));
  expect(await termsOf(id)).toMatchObject([{ unitId: market.id('units') }, { unitId, kinds: ['unit'] }]);
  await service.moveClock(market.tenantId, '2026-02-08T15:00:00Z');
  expect(await unit()).toBe(unitId);
  // Whoever is bound to the unit that it left sees it no more.
  expect((await market.requester.get(`/assignments/${id}`)).status).toBe(404);
  const { body } = await market.manager.get('/events?types=assignment.moved');
  expect(body.events).toMatchObject([{ data: { fromUnitId: market.id('units') } }]);
});
