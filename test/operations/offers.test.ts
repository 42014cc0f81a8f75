import { beforeAll, describe, expect, test } from 'vitest';
import { createPlacementMarket, type Agency, type PlacementMarket } from '../support/placements.ts';
import { startService, type Client, type Service } from '../support/service.ts';

let service: Service;
let market: PlacementMarket;
let first: Agency;
let second: Agency;
let admin: Client;
let approver: Client;

const terms = { billRate: '98', startsOn: '2026-02-01', endsOn: '2026-05-02', hoursPerWeek: '36' };

beforeAll(async () => {
  service = await startService();
  market = await createPlacementMarket(service);
  first = await market.agency();
  second = await market.agency();
  admin = await market.member('tenant_admin');
  approver = await market.member('approver', { programIds: [market.id('programs')] });
});

async function presented(
  order: object = {},
  agency = first,
  proposed: object = { billRate: '98' },
  on?: string,
) {
  const orderId = on ?? (await market.order(1, [first, second], { ...order }));
  const { workerId, representationId } = await market.represent(agency);
  const { body, text } = await agency.recruiter.post('/submissions', {
    orderId,
    representationId,
    availableOn: '2026-02-01',
    ...proposed,
  });
  expect(body.id, text).toBeTypeOf('string');
  await market.manager.post(`/submissions/${body.id}/present`);
  return { orderId, workerId, id: body.id as string };
}

async function extended(more: object = {}, order: object = {}) {
  const made = await presented(order);
  const { body, status, text } = await market.manager.post('/offers', {
    submissionId: made.id,
    ...terms,
    ...more,
  });
  expect(status, text).toBe(201);
  return { ...made, offerId: body.id as string, body };
}

const ok = (answer: { status: number; text: string; body: any }) => {
  expect(answer.status, answer.text).toBeLessThan(300);
  return answer.body;
};
const settings = async (changes: object) => {
  const { body } = await market.manager.get(`/programs/${market.id('programs')}`);
  return ok(await admin.patch(`/programs/${body.id}`, changes, { 'if-match': `"${body.version}"` }));
};
const policy = async () => {
  const title = ok(await admin.post('/approval-titles', { code: `cno_${Date.now()}`, name: 'CNO' }));
  const programId = market.id('programs');
  ok(
    await admin.post('/title-holdings', {
      titleId: title.id,
      membershipId: approver.actor.membershipId,
      programId,
    }),
  );
  return ok(
    await admin.post('/approval-policies', {
      programId,
      subject: 'offer',
      name: 'Dear offers',
      effectiveFrom: '2026-01-01',
      // 13 weeks × 36 h × 98 is 45,864.00.
      steps: [{ titleId: title.id, level: 'program', minimumAmount: '46000' }],
    }),
  );
};
const decide = async (offerId: string, verb: 'approve' | 'reject') => {
  const { body } = await approver.get('/approval-steps?state=pending&include=chain');
  const step = body.data.find((one: any) => one.chain.subjectId === offerId);
  return approver.post(`/approval-steps/${step.id}/${verb}`, verb === 'reject' ? { reason: 'Too dear' } : {});
};
const eventTypes = async (client: Client, id: string) =>
  (await client.get(`/offers/${id}/history`)).body.entries.flatMap((entry: any) =>
    entry.events.map(({ type }: any) => type),
  );

describe('an offer that is negotiated', () => {
  test('goes to and fro, every round kept, until the MSP takes the vendor’s terms', async () => {
    const { offerId } = await extended();
    const asked = await first.recruiter.post(`/offers/${offerId}/counter`, {
      ...terms,
      billRate: '101',
      hoursPerWeek: '36',
      note: 'Nights',
    });
    expect(asked.body, asked.text).toMatchObject({ state: 'countered', round: 2, billRate: '98.0000' });
    expect(asked.body.allowedActions).toEqual(['decline']);
    expect((await market.manager.get(`/offers/${offerId}`)).body.allowedActions).toEqual([
      'acceptCounter',
      'answerCounter',
      'rescind',
    ]);
    expect((await first.recruiter.post(`/offers/${offerId}/accept`)).body.code).toBe('step_not_allowed');
    const answered = await market.manager.graphql(
      `mutation($i: AnswerCounterInput!) { answerCounter(input: $i) { offer { state round billRate } events { type } } }`,
      { i: { offerId, ...terms, billRate: '99.5' } },
    );
    expect(answered.body.data?.answerCounter, answered.text).toEqual({
      offer: { state: 'EXTENDED', round: 3, billRate: '99.5000' },
      events: [{ type: 'offer.extended' }],
    });
    ok(await first.recruiter.post(`/offers/${offerId}/counter`, { ...terms, billRate: '100' }));
    const taken = ok(await market.manager.post(`/offers/${offerId}/accept-counter`));
    expect(taken).toMatchObject({ state: 'accepted_by_vendor', billRate: '100.0000', round: 4 });
    const rounds = (await first.recruiter.get(`/offer-rounds?offerId=${offerId}&sort=number`)).body.data;
    expect(rounds.map((one: any) => [one.number, one.proposedBy, one.billRate])).toEqual([
      [1, 'operator', '98.0000'],
      [2, 'vendor', '101.0000'],
      [3, 'operator', '99.5000'],
      [4, 'vendor', '100.0000'],
    ]);
    expect((await second.recruiter.get(`/offer-rounds?offerId=${offerId}`)).body.data).toEqual([]);
    expect((await market.requester.post(`/offers/${offerId}/confirm`)).body.state).toBe('accepted');
  });

  test('refuses terms and sides as an offer does', async () => {
    const { offerId } = await extended();
    const counter = (by: Client, more: object) =>
      by.post(`/offers/${offerId}/counter`, { ...terms, ...more });
    expect((await counter(market.manager, {})).status).toBe(403);
    expect((await counter(second.recruiter, {})).status).toBe(404);
    expect((await counter(first.recruiter, { endsOn: '2026-01-31' })).body.errors[0].pointer).toBe('/endsOn');
    expect((await counter(first.recruiter, { annualSalary: '90000' })).body.errors[0].pointer).toBe(
      '/annualSalary',
    );
    expect((await counter(first.recruiter, { payRate: '99' })).body.errors[0].pointer).toBe('/payRate');
    expect((await market.manager.post(`/offers/${offerId}/accept-counter`)).body.code).toBe(
      'step_not_allowed',
    );
    ok(await counter(first.recruiter, { billRate: '110' }));
    // Above the most that the order pays, and nobody approves offers here.
    expect((await market.manager.post(`/offers/${offerId}/accept-counter`)).body.code).toBe('offer_over_max');
    ok(await market.manager.post(`/offers/${offerId}/rescind`, { reason: 'No' }));
    expect((await market.manager.post(`/offers/${offerId}/answer-counter`, terms)).body.code).toBe(
      'step_not_allowed',
    );
  });
});

describe('a drafted offer', () => {
  test('is nobody’s but the buyer’s until it is extended', async () => {
    const { id } = await presented();
    const drafted = ok(await market.manager.post('/offers/drafts', { submissionId: id, ...terms }));
    expect(drafted).toMatchObject({
      state: 'draft',
      round: 0,
      allowedActions: ['update', 'submit', 'rescind'],
    });
    expect((await market.manager.get(`/submissions/${id}`)).body.state).toBe('presented');
    const missing = await first.recruiter.get('/offers/00000000-0000-7000-8000-000000000000');
    const hidden = await first.recruiter.get(`/offers/${drafted.id}`);
    expect({ ...hidden.body, requestId: '' }).toEqual({ ...missing.body, requestId: '' });
    expect((await market.manager.post('/offers', { submissionId: id, ...terms })).body.code).toBe(
      'offer_already_live',
    );
    const changed = await market.manager.patch(
      `/offers/${drafted.id}`,
      { ...terms, billRate: '97' },
      { 'if-match': '"1"' },
    );
    expect(changed.body, changed.text).toMatchObject({ billRate: '97.0000', version: 2 });
    const stale = await market.manager.patch(`/offers/${drafted.id}`, terms, { 'if-match': '"1"' });
    expect(stale.status).toBe(412);
    const made = ok(await market.manager.post(`/offers/${drafted.id}/submit`));
    expect(made).toMatchObject({ state: 'extended', round: 1, version: 3 });
    expect((await first.recruiter.get(`/offers/${drafted.id}`)).body).toMatchObject({ state: 'extended' });
    const told = await first.recruiter.get(`/offers/${drafted.id}/history`);
    expect(told.text).not.toMatch(/offer\.drafted|offer\.changed|"97\.0000","after"/);
    expect(
      (await market.manager.patch(`/offers/${drafted.id}`, terms, { 'if-match': '"3"' })).body.code,
    ).toBe('step_not_allowed');
  });

  test('that is taken back or whose candidate is gone was never there for the vendor', async () => {
    const one = await presented();
    const drafted = ok(await market.manager.post('/offers/drafts', { submissionId: one.id, ...terms }));
    ok(await market.manager.post(`/offers/${drafted.id}/rescind`, { reason: 'Changed our mind' }));
    expect((await market.manager.get(`/submissions/${one.id}`)).body.state).toBe('presented');
    const two = await presented();
    const open = ok(await market.manager.post('/offers/drafts', { submissionId: two.id, ...terms }));
    const withdrawn = await first.recruiter.post(`/submissions/${two.id}/withdraw`, { reason: 'Ill' });
    expect(withdrawn.body.state, withdrawn.text).toBe('withdrawn');
    expect((await first.recruiter.get('/events?limit=200')).text).not.toContain(open.id);
    expect((await market.manager.get(`/offers/${open.id}`)).body.state).toBe('rescinded');
    for (const id of [drafted.id, open.id])
      expect((await first.recruiter.get(`/offers/${id}`)).status).toBe(404);
    expect(await eventTypes(market.manager, open.id)).toContain('offer.discarded');
  });
});

describe('confirmation', () => {
  test('is the worker’s where the program says so, the client’s otherwise', async () => {
    const usual = await extended();
    const ofWorker = await market.member('worker', { workerId: usual.workerId });
    ok(await first.recruiter.post(`/offers/${usual.offerId}/accept`));
    expect((await ofWorker.post(`/offers/${usual.offerId}/confirm`)).body).toMatchObject({
      status: 403,
      code: 'confirmation_not_yours',
    });
    await settings({ offerConfirmation: 'worker' });
    // What stood when the offer was made goes on to stand.
    expect((await market.requester.post(`/offers/${usual.offerId}/confirm`)).body.state).toBe('accepted');
    const made = await extended();
    const worker = await market.member('worker', { workerId: made.workerId });
    expect((await worker.post(`/offers/${made.offerId}/confirm`)).body.code).toBe('step_not_allowed');
    ok(await first.recruiter.post(`/offers/${made.offerId}/accept`));
    expect((await market.requester.post(`/offers/${made.offerId}/confirm`)).body.code).toBe(
      'confirmation_not_yours',
    );
    expect((await market.manager.get(`/offers/${made.offerId}`)).body.allowedActions).toEqual(['rescind']);
    expect((await ofWorker.post(`/offers/${made.offerId}/confirm`)).status).toBe(404);
    expect((await worker.get(`/offers/${made.offerId}`)).body.allowedActions).toEqual(['confirm']);
    const hired = await worker.post(`/offers/${made.offerId}/confirm`);
    expect(hired.body, hired.text).toMatchObject({ state: 'accepted', confirmedBy: 'worker' });
    expect(hired.body).not.toHaveProperty('positionId');
    expect((await market.manager.get(`/submissions/${made.id}`)).body.state).toBe('hired');
  });

  test('is nobody’s where the program asks for none; who comes too late finds the order closed', async () => {
    await settings({ offerConfirmation: 'none' });
    const one = await extended();
    const two = await presented({}, second, { billRate: '98' }, one.orderId);
    const rival = ok(await market.manager.post('/offers', { submissionId: two.id, ...terms }));
    const answers = await Promise.all([
      first.recruiter.post(`/offers/${one.offerId}/accept`),
      second.recruiter.post(`/offers/${rival.id}/accept`),
    ]);
    const [won, lost] = answers.toSorted((left, right) => left.status - right.status);
    expect(won!.body, won!.text).toMatchObject({ state: 'accepted', confirmedBy: 'policy' });
    expect([lost!.status, lost!.body.code]).toEqual([409, 'order_closed']);
    expect(lost!.text).not.toMatch(/opening|position|filled/);
    await settings({ offerConfirmation: 'client' });
  });

  test('of the last position at once by two has one winner and one clean conflict', async () => {
    const one = await extended();
    const two = await presented({}, second, { billRate: '98' }, one.orderId);
    const rival = ok(await market.manager.post('/offers', { submissionId: two.id, ...terms }));
    ok(await first.recruiter.post(`/offers/${one.offerId}/accept`));
    ok(await second.recruiter.post(`/offers/${rival.id}/accept`));
    const answers = await Promise.all([
      market.requester.post(`/offers/${one.offerId}/confirm`),
      market.manager.post(`/offers/${rival.id}/confirm`),
    ]);
    const became = new Set(answers.map(({ body }) => body.code ?? body.state));
    expect(became).toEqual(new Set(['accepted', 'no_open_position']));
  });
});

describe('a direct hire', () => {
  const hire = {
    type: 'direct_hire',
    bill_rate: null,
    max_bill_rate: null,
    posted_rate_from: null,
    posted_rate_to: null,
    salary_from: '80000',
    salary_to: '95000',
  };
  const salaried = { annualSalary: '92000', startsOn: '2026-02-01', hoursPerWeek: '40' };

  test('is offered a salary in place of rates and a last day', async () => {
    const bare = market.order(1, [first], hire);
    const { representationId } = await market.represent(first);
    const told = { orderId: await bare, representationId, availableOn: '2026-02-01' };
    expect(
      (await first.recruiter.post('/submissions', { ...told, billRate: '98' })).body.errors[0].pointer,
    ).toBe('/annualSalary');
    const made = await presented(hire, first, { annualSalary: '93000' });
    expect((await first.recruiter.get(`/submissions/${made.id}`)).body).toMatchObject({
      annualSalary: '93000.00',
      billRate: null,
      payRate: null,
      aboveRange: false,
    });
    const offer = (more: object) =>
      market.manager.post('/offers', { submissionId: made.id, ...salaried, ...more });
    for (const [more, pointer] of [
      [{ billRate: '98' }, '/billRate'],
      [{ endsOn: '2026-05-02' }, '/endsOn'],
      [{ annualSalary: '0' }, '/annualSalary'],
      [{ annualSalary: undefined }, '/annualSalary'],
    ] as const)
      expect((await offer(more)).body.errors[0].pointer).toBe(pointer);
    expect((await offer({ annualSalary: '95000.01' })).body.code).toBe('offer_over_max');
    const extendedTo = ok(await offer({}));
    expect(extendedTo).toMatchObject({
      state: 'extended',
      annualSalary: '92000.00',
      billRate: null,
      endsOn: null,
    });
    expect(await market.requester.get(`/offers/${extendedTo.id}`)).not.toHaveProperty('body.placementFee');
    ok(await first.recruiter.post(`/offers/${extendedTo.id}/accept`));
    const hired = await market.requester.post(`/offers/${extendedTo.id}/confirm`);
    expect(hired.body.state, hired.text).toBe('accepted');
  });
});

// Last: from here on dear offers are approved.
describe('an offer above what its program lets pass', () => {
  beforeAll(policy);

  test('waits for its approval, and its vendor knows nothing of it', async () => {
    const made = await presented();
    const offer = ok(
      await market.manager.post('/offers', { submissionId: made.id, ...terms, billRate: '104' }),
    );
    expect(offer).toMatchObject({ state: 'pending_approval', round: 0 });
    expect((await first.recruiter.get(`/offers/${offer.id}`)).status).toBe(404);
    expect((await market.manager.get(`/submissions/${made.id}`)).body.state).toBe('presented');
    ok(await decide(offer.id, 'approve'));
    expect((await first.recruiter.get(`/offers/${offer.id}`)).body).toMatchObject({
      state: 'extended',
      billRate: '104.0000',
      round: 1,
    });
    expect((await market.manager.get(`/submissions/${made.id}`)).body.state).toBe('offered');
  });

  test('that is not approved is a draft again; below the limit none is asked for', async () => {
    const made = await presented();
    const offer = ok(
      await market.manager.post('/offers', { submissionId: made.id, ...terms, billRate: '104' }),
    );
    ok(await decide(offer.id, 'reject'));
    const back = (await market.manager.get(`/offers/${offer.id}`)).body;
    expect(back).toMatchObject({ state: 'draft', reason: null, extendedAt: null });
    ok(await market.manager.patch(`/offers/${offer.id}`, terms, { 'if-match': `"${back.version}"` }));
    expect(ok(await market.manager.post(`/offers/${offer.id}/submit`)).state).toBe('extended');
  });

  test('in a counter that is dearer waits with the last terms standing before the vendor', async () => {
    const { offerId } = await extended();
    ok(await first.recruiter.post(`/offers/${offerId}/counter`, { ...terms, billRate: '103' }));
    const pending = ok(await market.manager.post(`/offers/${offerId}/accept-counter`));
    expect(pending).toMatchObject({
      state: 'pending_approval',
      billRate: '98.0000',
      pendingTerms: { billRate: '103.0000', endsOn: '2026-05-02' },
    });
    const seen = await first.recruiter.get(`/offers/${offerId}`);
    expect(seen.body).toMatchObject({ state: 'countered', billRate: '98.0000', allowedActions: ['decline'] });
    expect(seen.body).not.toHaveProperty('pendingTerms');
    expect((await first.recruiter.get('/offers?state=pending_approval')).body.data).toEqual([]);
    expect((await first.recruiter.get(`/offers/${offerId}/history`)).text).not.toMatch(/pending|103\.0000/);
    ok(await decide(offerId, 'approve'));
    expect((await first.recruiter.get(`/offers/${offerId}`)).body).toMatchObject({
      state: 'accepted_by_vendor',
      billRate: '103.0000',
    });
    const again = await extended();
    ok(await first.recruiter.post(`/offers/${again.offerId}/counter`, { ...terms, billRate: '103' }));
    ok(await market.manager.post(`/offers/${again.offerId}/accept-counter`));
    ok(await decide(again.offerId, 'reject'));
    expect((await market.manager.get(`/offers/${again.offerId}`)).body).toMatchObject({
      state: 'countered',
      billRate: '98.0000',
      pendingTerms: null,
    });
    ok(await market.manager.post(`/offers/${again.offerId}/accept-counter`));
    ok(await first.recruiter.post(`/offers/${again.offerId}/decline`, { reason: 'Too slow' }));
    const chains = (await admin.get(`/approval-chains?subjectId=${again.offerId}`)).body.data;
    expect(new Set(chains.map(({ state }: any) => state))).toEqual(new Set(['rejected', 'withdrawn']));
    expect((await market.manager.get(`/submissions/${again.id}`)).body.state).toBe('presented');
  });

  test('lapses while it waits', async () => {
    const made = await presented();
    const expiresAt = '2026-01-14T00:00:00Z';
    const asked = { submissionId: made.id, ...terms, billRate: '104', expiresAt };
    const offer = ok(await market.manager.post('/offers', asked));
    await service.moveClock(market.tenantId, expiresAt);
    expect((await market.manager.get(`/offers/${offer.id}`)).body.state).toBe('expired');
    const chain = (await admin.get(`/approval-chains?subjectId=${offer.id}`)).body.data[0];
    expect(chain.state).toBe('withdrawn');
    expect((await first.recruiter.get(`/offers/${offer.id}`)).status).toBe(404);
  });
});
