import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { systemActor } from '../../src/kernel/actor.ts';
import { demandsOf, type Demands } from '../support/demands.ts';
import { createPlacementMarket, type Agency, type PlacementMarket } from '../support/placements.ts';
import { startService, type Client, type Service } from '../support/service.ts';
import { at } from '../support/timesheets.ts';

let service: Service;
let market: PlacementMarket;
let demands: Demands;
let agency: Agency;
let credentialing: Client;

beforeAll(async () => {
  service = await startService();
  market = await createPlacementMarket(service);
  demands = demandsOf(market);
  agency = await market.agency();
  credentialing = await market.member('credentialing');
});

/** A placement that was confirmed; it begins on 2026-02-01. */
async function placed(worker: { workerId: string; representationId: string }) {
  const orderId = await market.order(1, [agency]);
  const { representationId } = worker;
  const proposal = { orderId, representationId, billRate: '98', availableOn: '2026-02-01' };
  const { body: submission } = await agency.recruiter.post('/submissions', proposal);
  await market.manager.post(`/submissions/${submission.id}/present`);
  const terms = { billRate: '98', startsOn: '2026-02-01', endsOn: '2026-05-02', hoursPerWeek: '36' };
  const { body: offer } = await market.manager.post('/offers', { submissionId: submission.id, ...terms });
  await agency.recruiter.post(`/offers/${offer.id}/accept`);
  const confirmed = await market.requester.post(`/offers/${offer.id}/confirm`);
  expect(confirmed.status, confirmed.text).toBe(200);
  const { body } = await market.manager.get(`/assignments?offerId=${offer.id}`);
  return body.data[0].id as string;
}

const read = async (id: string) => (await market.manager.get(`/assignments/${id}`)).body;
// The feed shows an event once no earlier transaction of the server can still commit.
const told = async (client: Client, id: string, type: string) =>
  (await client.get(`/events?limit=200&types=assignment.${type}`)).body.events
    .filter((event: any) => event.subject.id === id)
    .map((event: any) => event.data);

test('a lapse is warned of, suspends, alerts every side, keeps the time worked, and is mended by a renewal', async () => {
  const hard = await demands.demand('acls');
  const soft = await demands.demand('skills', { severity: 'warn' });
  const who = await market.represent(agency);
  await demands.hold(hard, who.workerId, { expires_on: '2026-03-10' });
  await demands.hold(soft, who.workerId, { expires_on: '2026-03-05' });
  const id = await placed(who);
  await service.moveClock(market.tenantId, '2026-02-01T14:00:00Z');
  const started = await market.requester.post(`/assignments/${id}/start`, { startedOn: '2026-02-01' });
  expect(started.status, started.text).toBe(200);

  await service.moveClock(market.tenantId, '2026-03-10T23:00:00Z');
  const worker = await market.member('worker', { workerId: who.workerId });
  const everybody = [market.manager, market.requester, agency.recruiter, worker];
  const warning = (what: string, severity: string, lastDay: string) => (daysLeft: number) => ({
    what,
    severity,
    daysLeft,
    lastDay,
  });
  for (const client of everybody) {
    const warned = async (about: string) =>
      (await told(client, id, 'eligibility_warned')).filter(({ what }: any) => what === about);
    const days = [30, 14, 7, 1];
    await expect.poll(() => warned('acls')).toEqual(days.map(warning('acls', 'hard', '2026-03-10')));
    expect(await warned('skills')).toEqual(days.map(warning('skills', 'warn', '2026-03-05')));
    // What only warns says so once, and stops nobody.
    await expect
      .poll(() => told(client, id, 'eligibility_lapsed'))
      .toEqual([{ on: '2026-03-06', items: [{ what: 'skills', severity: 'warn' }] }]);
  }
  expect(await read(id)).toMatchObject({ state: 'active', suspendedOn: null });

  await service.moveClock(market.tenantId, '2026-03-12T14:00:00Z');
  expect(await read(id)).toMatchObject({
    state: 'suspended',
    suspendedOn: '2026-03-11',
    suspendedFor: 'eligibility',
    eligibleAgainOn: null,
  });
  for (const client of everybody)
    await expect
      .poll(async () => (await told(client, id, 'eligibility_lapsed')).at(-1))
      .toEqual({
        on: '2026-03-11',
        items: [{ what: 'acls', severity: 'hard' }],
      });

  const sheet = await worker.post('/timesheets', { assignmentId: id, weekStartsOn: '2026-03-08' });
  expect(sheet.status, sheet.text).toBe(201);
  const night = (day: string, next: string) => ({
    startsAt: at(`${day}T19:00`),
    endsAt: at(`${next}T07:00`),
    meals: [],
  });
  const entries = `/timesheets/${sheet.body.id}/entries`;
  const kept = await worker.put(entries, { entries: [night('2026-03-10', '2026-03-11')] });
  expect(kept.status, kept.text).toBe(200);
  const late = await worker.put(entries, { entries: [night('2026-03-11', '2026-03-12')] });
  expect(late.body.errors).toMatchObject([{ pointer: '/entries/0/startsAt', code: 'outside_assignment' }]);

  const refused = await market.manager.post(`/assignments/${id}/resume`, { reason: 'Asked to' });
  expect(refused.body).toMatchObject({
    code: 'worker_not_eligible',
    items: [{ what: 'acls', reason: 'lapsed' }],
  });
  const renewed = await demands.hold(hard, who.workerId, {
    state: 'pending_verification',
    proof: null,
    issued_on: '2026-03-11',
    expires_on: '2028-03-10',
  });
  const verified = await credentialing.post(`/credentials/${renewed}/verify`, {
    method: 'document',
    source: 'The card',
  });
  expect(verified.status, verified.text).toBe(200);
  await service.drain(market.tenantId);
  expect(await read(id)).toMatchObject({ state: 'suspended', eligibleAgainOn: '2026-03-12' });
  for (const client of everybody)
    await expect.poll(() => told(client, id, 'eligibility_restored')).toEqual([{ on: '2026-03-12' }]);
  const resumed = await market.manager.post(`/assignments/${id}/resume`, { reason: 'Renewed' });
  expect(resumed.body).toMatchObject({
    state: 'active',
    suspendedOn: null,
    suspendedFor: null,
    eligibleAgainOn: null,
  });
  // The day between stays none of the assignment's.
  const week = { entries: [night('2026-03-10', '2026-03-11'), night('2026-03-11', '2026-03-12')] };
  const gap = await worker.put(entries, week);
  expect(gap.body.errors).toMatchObject([{ pointer: '/entries/1/startsAt', code: 'outside_assignment' }]);
  expect((await worker.post(`/timesheets/${sheet.body.id}/submit`)).status).toBe(200);
}, 60_000);

/** What a day may bring that ends somebody's right to work at a place; answers what is then told. */
const happenings: Record<string, (workerId: string, credentialId: string) => Promise<string>> = {
  async 'a revocation'(_, credentialId) {
    const revoked = await credentialing.post(`/credentials/${credentialId}/revoke`, { reason: 'Forged' });
    expect(revoked.status, revoked.text).toBe(200);
    return 'pals';
  },
  async 'a do-not-return'(workerId) {
    const about = {
      workerId,
      facilityId: market.id('facilities'),
      kind: 'professional',
      reason: 'Left the unit.',
    };
    const made = await market.requester.post('/do-not-returns', about);
    expect(made.status, made.text).toBe(201);
    return 'do_not_return';
  },
  async 'a confirmed exclusion'(workerId) {
    const match = await market.row('exclusion_matches', {
      worker_id: workerId,
      vendor_id: null,
      exclusion_key: '00000000-0000-4000-8000-0000000000f9',
      state: 'possible',
    });
    expect((await read(await assignmentOf(workerId))).state).toBe('active');
    const reason = 'The same person.';
    const confirmed = await credentialing.post(`/exclusion-matches/${match}/confirm`, { reason });
    expect(confirmed.status, confirmed.text).toBe(200);
    return 'exclusion';
  },
};
const assignmentOf = async (workerId: string) =>
  (await market.manager.get(`/assignments?workerId=${workerId}`)).body.data[0].id as string;

test('what happens by day suspends at once, and the day still counts: a revocation, a do-not-return, an exclusion', async () => {
  market = await createPlacementMarket(service);
  demands = demandsOf(market);
  agency = await market.agency();
  credentialing = await market.member('credentialing');
  const hard = await demands.demand('pals');
  const people: { workerId: string; credentialId: string; id: string }[] = [];
  for (const _ of Object.keys(happenings)) {
    const who = await market.represent(agency);
    const credentialId = await demands.hold(hard, who.workerId, { expires_on: null });
    people.push({ workerId: who.workerId, credentialId, id: await placed(who) });
  }
  await service.moveClock(market.tenantId, '2026-02-01T14:00:00Z');
  for (const { id } of people)
    await market.requester.post(`/assignments/${id}/start`, { startedOn: '2026-02-01' });
  for (const [at, happens] of Object.values(happenings).entries()) {
    const { workerId, credentialId, id } = people[at]!;
    const what = await happens(workerId, credentialId);
    await service.drain(market.tenantId);
    expect(await read(id)).toMatchObject({
      state: 'suspended',
      suspendedOn: '2026-02-02',
      suspendedFor: 'eligibility',
    });
    await expect
      .poll(() => told(agency.recruiter, id, 'eligibility_lapsed'))
      .toEqual([{ on: '2026-02-01', items: [{ what, severity: 'hard' }] }]);
  }
  // Whoever turns out to be another one may go on again.
  const { body: queue } = await credentialing.get('/exclusion-matches?state=confirmed');
  await credentialing.post(`/exclusion-matches/${queue.data[0].id}/clear`, { reason: 'Another birth date.' });
  await service.drain(market.tenantId);
  expect(await read(people.at(-1)!.id)).toMatchObject({ eligibleAgainOn: '2026-02-01' });
  // One facility is watched by one timer, however many are placed there.
  const { rows } = await service.as(systemActor(market.tenantId), async (tx) => ({
    rows: await tx.rows<{ n: number }>(
      sql`select count(*)::int as n from timers where name = 'judgeFacility' and state = 'set' and tenant_id = ${market.tenantId}`,
    ),
  }));
  expect(rows).toEqual([{ n: 1 }]);
}, 60_000);

test('somebody’s decision suspends from tomorrow on, and is not undone by the watch', async () => {
  const who = await market.represent(agency);
  await demands.hold(
    (await market.manager.get('/credential-types?code=pals')).body.data[0].id,
    who.workerId,
    {
      expires_on: null,
    },
  );
  const id = await placedToday(who);
  const suspended = await market.manager.post(`/assignments/${id}/suspend`, { reason: 'Leave' });
  expect(suspended.body).toMatchObject({
    state: 'suspended',
    suspendedOn: '2026-02-02',
    suspendedFor: 'decision',
  });
  await service.moveClock(market.tenantId, '2026-02-05T14:00:00Z');
  expect(await read(id)).toMatchObject({
    state: 'suspended',
    suspendedFor: 'decision',
    eligibleAgainOn: null,
  });
  const { body } = await market.manager.graphql(
    `mutation ($input: ResumeAssignmentInput!) { resumeAssignment(input: $input) { assignment { state suspendedOn } } }`,
    { input: { assignmentId: id, reason: 'Back' } },
  );
  expect(body.data.resumeAssignment.assignment).toEqual({ state: 'ACTIVE', suspendedOn: null });

  // Of a firm that is excluded nobody goes on.
  const match = await market.row('exclusion_matches', {
    worker_id: null,
    vendor_id: agency.id,
    exclusion_key: '00000000-0000-4000-8000-0000000000fa',
    state: 'possible',
  });
  await credentialing.post(`/exclusion-matches/${match}/confirm`, { reason: 'The same firm.' });
  await service.drain(market.tenantId);
  expect(await read(id)).toMatchObject({ state: 'suspended', suspendedFor: 'eligibility' });
  const refused = await market.manager.post(`/assignments/${id}/resume`, { reason: 'Needed' });
  expect(refused.body).toMatchObject({ code: 'worker_not_eligible', items: [{ what: 'exclusion' }] });
});

async function placedToday(who: { workerId: string; representationId: string }) {
  const id = await placed(who);
  const started = await market.requester.post(`/assignments/${id}/start`, { startedOn: '2026-02-01' });
  expect(started.status, started.text).toBe(200);
  return id;
}
