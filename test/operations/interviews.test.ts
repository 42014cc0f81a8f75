import { beforeAll, describe, expect, test } from 'vitest';
import { createPlacementMarket, type Agency, type PlacementMarket } from '../support/placements.ts';
import { startService, type Client, type Service } from '../support/service.ts';

let service: Service;
let market: PlacementMarket;
let first: Agency;
let second: Agency;

// Ohio’s facility stands in New York’s zone, the worker’s home state in Chicago’s.
beforeAll(async () => {
  service = await startService();
  market = await createPlacementMarket(service);
  first = await market.agency();
  second = await market.agency();
});

const morning = { startsAt: '2026-01-20T15:00:00Z', endsAt: '2026-01-20T15:30:00Z' };
const evening = { startsAt: '2026-01-20T22:00:00Z', endsAt: '2026-01-20T22:45:00Z' };
const zone = { timeZone: 'America/New_York' };

type Held = Awaited<ReturnType<PlacementMarket['represent']>>;

async function presented(agency = first, known?: Held) {
  const orderId = await market.order(1, [first, second]);
  const held = known ?? (await market.represent(agency));
  const { body, text } = await agency.recruiter.post('/submissions', {
    orderId,
    representationId: held.representationId,
    billRate: '98',
    availableOn: '2026-02-01',
  });
  expect(body.id, text).toBeTypeOf('string');
  await market.manager.post(`/submissions/${body.id}/present`);
  return { ...held, id: body.id as string, orderId };
}

const ask = (submissionId: string, more: object = {}, by: Client = market.requester) =>
  by.post('/interviews', {
    submissionId,
    kind: 'video',
    proposedTimes: [morning, evening],
    ...zone,
    ...more,
  });

async function asked() {
  const made = await presented();
  const { body, text, status } = await ask(made.id);
  expect(status, text).toBe(201);
  return { ...made, interviewId: body.id as string, body };
}

const schedule = (by: Client, id: string, startsAt = morning.startsAt) =>
  by.post(`/interviews/${id}/schedule`, { startsAt });

describe('an interview', () => {
  test('is asked for with times, chosen by the vendor, told to each in its zones', async () => {
    const { id, interviewId, body, workerId } = await asked();
    expect(body).toMatchObject({
      state: 'requested',
      proposedBy: 'client',
      proposedTimes: [morning, evening],
      round: 1,
      startsAt: null,
      facilityLocalStart: null,
      allowedActions: ['proposeTimes', 'cancel'],
    });
    expect((await market.manager.get(`/submissions/${id}`)).body.state).toBe('interview');
    const seen = await first.recruiter.get(`/interviews/${interviewId}`);
    expect(seen.body.allowedActions).toEqual(['proposeTimes', 'schedule', 'cancel']);
    for (const field of ['requestedBy', 'requesterMeetsAnother', 'outcome', 'outcomeNote', 'workerId'])
      expect(seen.body).not.toHaveProperty(field);
    const set = await schedule(first.recruiter, interviewId);
    expect(set.body, set.text).toMatchObject({
      state: 'scheduled',
      ...morning,
      durationMinutes: 30,
      facilityTimeZone: 'America/New_York',
      facilityLocalStart: '2026-01-20T10:00',
      proposerLocalStart: '2026-01-20T10:00',
      allowedActions: ['proposeTimes', 'cancel'],
    });
    const worker = await market.member('worker', { workerId });
    const own = await worker.get(`/interviews/${interviewId}`);
    expect(own.body).toMatchObject({
      state: 'scheduled',
      workerLocalStart: expect.stringMatching(/^2026-01-20T/),
    });
    expect(own.body).not.toHaveProperty('outcome');
  });

  test('is countered by the vendor and set by the client, over GraphQL', async () => {
    const { interviewId } = await asked();
    const later = { startsAt: '2026-01-21T15:00:00Z', endsAt: '2026-01-21T16:00:00Z' };
    const countered = await first.recruiter.graphql(
      `mutation($i: ProposeInterviewTimesInput!) { proposeInterviewTimes(input: $i) { interview { state proposedBy round timeZone } events { type } } }`,
      { i: { interviewId, proposedTimes: [later], timeZone: 'America/Chicago', reason: 'On shift then' } },
    );
    expect(countered.body.data?.proposeInterviewTimes, countered.text).toEqual({
      interview: { state: 'REQUESTED', proposedBy: 'VENDOR', round: 2, timeZone: 'America/Chicago' },
      events: [{ type: 'interview.times_proposed' }],
    });
    expect((await schedule(first.recruiter, interviewId, later.startsAt)).body).toMatchObject({
      status: 403,
      code: 'own_proposal',
    });
    expect((await schedule(market.requester, interviewId)).body.errors).toMatchObject([
      { pointer: '/startsAt', code: 'not_proposed' },
    ]);
    const set = await market.requester.graphql(
      `mutation($i: ScheduleInterviewInput!) { scheduleInterview(input: $i) { interview { state startsAt proposerLocalStart } } }`,
      { i: { interviewId, startsAt: later.startsAt } },
    );
    expect(set.body.data.scheduleInterview.interview).toEqual({
      state: 'SCHEDULED',
      startsAt: later.startsAt,
      proposerLocalStart: '2026-01-21T09:00',
    });
    // Set already, it can be moved: the time is free again until the other side chooses.
    const moved = await market.requester.post(`/interviews/${interviewId}/propose-times`, {
      proposedTimes: [evening],
      ...zone,
    });
    expect(moved.body).toMatchObject({ state: 'requested', startsAt: null, endsAt: null, round: 3 });
  });

  test('ends with its submission, and by either side', async () => {
    const one = await asked();
    const canceled = await first.recruiter.post(`/interviews/${one.interviewId}/cancel`, { reason: 'Ill' });
    expect(canceled.body).toMatchObject({ state: 'canceled', reason: 'Ill', allowedActions: [] });
    const two = await asked();
    await first.recruiter.post(`/submissions/${two.id}/withdraw`, { reason: 'Took another post' });
    expect((await market.requester.get(`/interviews/${two.interviewId}`)).body).toMatchObject({
      state: 'canceled',
      reason: 'The candidate is no longer to be had.',
    });
    expect((await ask(two.id)).body.code).toBe('step_not_allowed');
  });

  test('of one worker overlaps no other of the same vendor, and a rival’s is nothing to it', async () => {
    const one = await asked();
    const tomorrow = { startsAt: '2026-01-22T15:00:00Z', endsAt: '2026-01-22T15:30:00Z' };
    const meet = async (agency: Agency, held: Held) => {
      const made = await presented(agency, held);
      const { body } = await ask(made.id, { proposedTimes: [tomorrow] });
      return schedule(agency.recruiter, body.id, tomorrow.startsAt);
    };
    expect((await meet(first, one)).status).toBe(200);
    const again = await meet(first, one);
    expect([again.status, again.body.code]).toEqual([409, 'interview_overlaps']);
    const rival = await meet(second, await market.represent(second, one.workerId));
    expect([rival.status, rival.text]).toEqual([200, expect.any(String)]);
    // Whoever asked for both is told, and nobody else.
    expect((await market.requester.get(`/interviews/${rival.body.id}`)).body.requesterMeetsAnother).toBe(
      true,
    );
    const soon = { startsAt: '2026-01-23T15:00:00Z', endsAt: '2026-01-23T15:30:00Z' };
    const wanted: string[] = [];
    for (let made = 0; made < 3; made += 1) {
      const { id } = await presented(first, one);
      wanted.push((await ask(id, { proposedTimes: [soon] })).body.id);
    }
    const race = await Promise.all(wanted.map((id) => schedule(first.recruiter, id, soon.startsAt)));
    const codes = race.map(({ status }) => status);
    expect(codes.toSorted((left, right) => left - right)).toEqual([200, 409, 409]);
  });

  test('is refused to the wrong side, with wrong times, and where its candidate is not to be seen', async () => {
    const { id, interviewId } = await asked();
    const refused = async (times: object[]) => (await ask(id, { proposedTimes: times })).body.errors?.[0];
    const day = { startsAt: '2026-01-25T15:00:00Z', endsAt: '2026-01-25T15:30:00Z' };
    expect(await refused([{ ...day, startsAt: '2026-01-10T12:00:00Z' }])).toMatchObject({
      pointer: '/proposedTimes/0/startsAt',
      code: 'in_the_past',
    });
    expect(await refused([day, day])).toMatchObject({
      pointer: '/proposedTimes/1/startsAt',
      code: 'repeated',
    });
    expect(await refused([{ ...day, endsAt: '2026-01-25T15:04:00Z' }])).toMatchObject({
      code: 'out_of_range',
    });
    expect(await refused([])).toMatchObject({ pointer: '/proposedTimes' });
    expect((await ask(id, { timeZone: 'Nowhere' })).body.errors[0].pointer).toBe('/timeZone');
    expect((await ask(id, {}, first.recruiter)).status).toBe(403);
    const missing = await second.recruiter.get('/interviews/00000000-0000-7000-8000-000000000000');
    const foreign = await second.recruiter.get(`/interviews/${interviewId}`);
    expect({ ...foreign.body, requestId: '' }).toEqual({ ...missing.body, requestId: '' });
    expect((await schedule(second.recruiter, interviewId)).status).toBe(404);
    const stale = await first.recruiter.post(
      `/interviews/${interviewId}/cancel`,
      { reason: 'x' },
      { 'if-match': '"9"' },
    );
    expect(stale.status).toBe(412);
    const orderId = await market.order(1, [first]);
    const { representationId } = await market.represent(first);
    const hidden = await first.recruiter.post('/submissions', {
      orderId,
      representationId,
      billRate: '98',
      availableOn: '2026-02-01',
    });
    expect((await ask(hidden.body.id)).body.errors[0].pointer).toBe('/submissionId');
    expect((await ask(hidden.body.id, {}, market.manager)).body.code).toBe('step_not_allowed');
  });

  test('has an outcome for the buyer’s side alone, once it has begun', async () => {
    const { interviewId } = await asked();
    await schedule(first.recruiter, interviewId);
    const complete = () =>
      market.requester.post(`/interviews/${interviewId}/complete`, { outcome: 'recommend', note: 'Calm.' });
    expect((await complete()).body.code).toBe('interview_not_yet');
    expect((await market.requester.post(`/interviews/${interviewId}/mark-no-show`)).body.code).toBe(
      'interview_not_yet',
    );
    await service.moveClock(market.tenantId, '2026-01-20T15:31:00Z');
    const overdue = async () =>
      (await market.requester.get('/events?types=interview.left_unrecorded&limit=200')).text;
    await expect.poll(overdue).toContain(interviewId);
    expect((await first.recruiter.get('/events?limit=200')).text).not.toContain('interview.left_unrecorded');
    expect(
      (await first.recruiter.post(`/interviews/${interviewId}/complete`, { outcome: 'decline' })).status,
    ).toBe(403);
    expect((await complete()).body).toMatchObject({
      state: 'completed',
      outcome: 'recommend',
      outcomeNote: 'Calm.',
    });
    const seen = await first.recruiter.get(`/interviews/${interviewId}`);
    expect(seen.body.state).toBe('completed');
    expect(seen.text).not.toMatch(/recommend|Calm/);
    expect((await first.recruiter.get('/interviews?outcome=recommend')).body.code).toBe(
      'field_not_available',
    );
    expect((await first.recruiter.get(`/interviews/${interviewId}/history`)).text).not.toMatch(
      /recommend|Calm/,
    );
    expect((await complete()).body.code).toBe('step_not_allowed');
  });
});
