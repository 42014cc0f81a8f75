import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../../src/kernel/actor.ts';
import { createPlacementMarket, type Agency, type PlacementMarket } from '../support/placements.ts';
import { someoneWaits } from '../support/lock-waits.ts';
import { startService, type Service } from '../support/service.ts';
import { untilKnown } from '../simulation/run.ts';

let service: Service;
let market: PlacementMarket;
let first: Agency;
let second: Agency;

beforeAll(async () => {
  service = await startService();
  market = await createPlacementMarket(service);
  first = await market.agency();
  second = await market.agency();
});

const submit = (agency: Agency, orderId: string, representationId: string, more: object = {}) =>
  agency.recruiter.post('/submissions', {
    orderId,
    representationId,
    billRate: '98',
    availableOn: '2026-02-01',
    ...more,
  });

const terms = { billRate: '98', startsOn: '2026-02-01', endsOn: '2026-05-02', hoursPerWeek: '36' };

/** A submission of a new person by the first agency for a new order of one position. */
async function submitted(positions = 1) {
  const orderId = await market.order(positions, [first, second]);
  const { workerId, representationId } = await market.represent(first);
  const { body } = await submit(first, orderId, representationId);
  return { orderId, workerId, representationId, id: body.id as string };
}

async function presented() {
  const made = await submitted();
  await market.manager.post(`/submissions/${made.id}/present`);
  return made;
}

async function extended(more: object = {}) {
  const made = await presented();
  const offer = await market.manager.post('/offers', { submissionId: made.id, ...terms, ...more });
  expect(offer.status, offer.text).toBe(201);
  return { ...made, offerId: offer.body.id as string };
}

describe('a submission', () => {
  test('is above the posted range to its vendor, above the maximum to the MSP alone', async () => {
    const orderId = await market.order(1, [first]);
    const { representationId } = await market.represent(first);
    const made = await submit(first, orderId, representationId, { billRate: '104' });
    expect(made.status, made.text).toBe(201);
    expect(made.body).toMatchObject({
      state: 'submitted',
      billRate: '104.0000',
      payRate: '60.0000',
      currency: 'USD',
      aboveRange: true,
      allowedActions: ['withdraw'],
    });
    expect(made.body).not.toHaveProperty('overMax');
    expect((await market.manager.get(`/submissions/${made.body.id}`)).body).toMatchObject({
      overMax: true,
      aboveRange: true,
      allowedActions: ['review', 'present', 'reject', 'markDuplicate'],
    });
    expect((await first.recruiter.get('/submissions?overMax=true')).body.code).toBe('field_not_available');
    const events = await first.recruiter.get('/events?types=submission.submitted');
    expect(events.text).not.toMatch(/overMax|over_max/);
    // What an event tells: its ids may hold these digits by chance.
    const told: { data: Record<string, string>; reason: unknown }[] = events.body.events;
    expect(told.some(({ data }) => data['orderId'] === orderId)).toBe(true);
    for (const { data, reason } of told)
      expect(JSON.stringify([{ ...data, orderId: '' }, reason])).not.toContain('104');
  });

  test('at the limits is neither', async () => {
    const orderId = await market.order(2, [first], { posted_rate_to: '102' });
    const { representationId } = await market.represent(first);
    const made = await submit(first, orderId, representationId, { billRate: '102.0000' });
    const read = await market.manager.get(`/submissions/${made.body.id}`);
    expect(read.body).toMatchObject({ overMax: false, aboveRange: false });
  });

  test('of a person whom another vendor submitted learns that and no more', async () => {
    const { orderId, workerId, id } = await submitted();
    const { representationId } = await market.represent(second, workerId);
    const refused = await submit(second, orderId, representationId);
    expect(refused.status).toBe(409);
    expect(refused.body).toEqual({
      type: '/problems/already_represented',
      title: 'This person is already represented on the order.',
      status: 409,
      code: 'already_represented',
      detail: 'This person is already represented on the order.',
      requestId: expect.any(String),
    });
    expect((await second.recruiter.get('/submissions?count=true')).body.page.total).toBe(0);
    await first.recruiter.post(`/submissions/${id}/withdraw`, { reason: 'Took another post' });
    expect((await submit(second, orderId, representationId)).status).toBe(201);
  });

  test('of the same person twice is refused as its own', async () => {
    const { orderId, representationId } = await submitted();
    expect((await submit(first, orderId, representationId)).body.code).toBe('already_submitted');
  });

  test('goes to one of fifty at once', async () => {
    const workerId = await market.row('workers', { npi: null });
    const held: { agency: Agency; representationId: string }[] = [];
    for (let made = 0; made < 5; made += 1) {
      const agency = await market.agency();
      held.push({ agency, ...(await market.represent(agency, workerId)) });
    }
    const orderId = await market.order(
      1,
      held.map(({ agency }) => agency),
    );
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => {
        const { agency, representationId } = held[index % held.length]!;
        return untilKnown(() => submit(agency, orderId, representationId));
      }),
    );
    const codes = answers.map(({ status, body }) => body.code ?? status);
    expect(codes.filter((code) => code === 201)).toHaveLength(1);
    const winner = answers.find(({ status }) => status === 201)!.body.vendorId;
    answers.forEach(({ status, body }, index) => {
      if (status === 201) return;
      const own = held[index % held.length]!.agency.id === winner;
      expect(body.code).toBe(own ? 'already_submitted' : 'already_represented');
    });
  });

  test('beyond the cap of the order is refused, also of many at once', async () => {
    const orderId = await market.order(9, [first, second], { submission_cap: 2 });
    const people = [];
    for (let person = 0; person < 6; person += 1) people.push(await market.represent(first));
    const answers = await Promise.all(
      people.map(({ representationId }) => submit(first, orderId, representationId)),
    );
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([
      201, 201, 409, 409, 409, 409,
    ]);
    expect(answers.find(({ status }) => status === 409)!.body.code).toBe('submission_cap_reached');
    const { representationId } = await market.represent(second);
    expect((await submit(second, orderId, representationId)).status).toBe(201);
  });

  test('needs an order that the vendor sees and that takes it, and a right to represent', async () => {
    const { representationId } = await market.represent(first);
    const hidden = await market.order(1, [second]);
    const refused = await submit(first, hidden, representationId);
    expect(refused.body).toMatchObject({
      status: 422,
      errors: [{ pointer: '/orderId', code: 'not_found' }],
    });
    const closed = await market.order(1, [first], { state: 'closed' });
    expect((await submit(first, closed, representationId)).body.code).toBe('order_closed');
    const open = await market.order(1, [first]);
    const theirs = await market.represent(second);
    expect((await submit(first, open, theirs.representationId)).body.errors[0].pointer).toBe(
      '/representationId',
    );
    const { workerId } = await market.represent(second);
    const over = await market.row('representations', {
      vendor_id: first.id,
      worker_id: workerId,
      right_to_represent_until: '2026-01-09T00:00:00Z',
    });
    expect((await submit(first, open, over)).body.code).toBe('representation_not_current');
    expect((await market.manager.post('/submissions', {})).status).toBe(403);
  });

  test('is nothing to the client until it is presented, then without the MSP’s side of it', async () => {
    const { id, orderId } = await submitted();
    const missing = await market.requester.get('/submissions/00000000-0000-7000-8000-000000000000');
    const hidden = await market.requester.get(`/submissions/${id}`);
    expect({ ...hidden.body, requestId: '' }).toEqual({ ...missing.body, requestId: '' });
    expect(hidden.status).toBe(404);
    expect((await market.requester.post(`/submissions/${id}/shortlist`)).status).toBe(404);
    expect((await market.requester.get(`/submissions?orderId=${orderId}`)).body.data).toEqual([]);

    expect((await market.manager.post(`/submissions/${id}/review`)).body.state).toBe('msp_review');
    const shown = await market.manager.post(`/submissions/${id}/present`);
    expect(shown.body).toMatchObject({ state: 'presented', presentedAt: '2026-01-10T12:00:00Z' });
    const seen = await market.requester.get(`/submissions/${id}`);
    expect(seen.body).toMatchObject({ billRate: '98.0000', state: 'presented' });
    expect(seen.body.allowedActions).toEqual(['shortlist', 'requestInterview', 'rank', 'reject']);
    for (const field of ['payRate', 'overMax', 'aboveRange', 'representationId'])
      expect(seen.body).not.toHaveProperty(field);
    const elsewhere = await market.member('requester', {
      programIds: ['00000000-0000-7000-8000-000000000000'],
    });
    expect((await elsewhere.get(`/submissions/${id}`)).status).toBe(404);
  });

  test('is ranked by the client over GraphQL', async () => {
    const { id } = await presented();
    const { body } = await market.requester.graphql(
      `mutation($id: ID!) { shortlistSubmission(input: { submissionId: $id }) { submission { state payRate order { id } worker { displayName } } }
        requestInterview(input: { submissionId: $id }) { submission { state version } events { type } } }`,
      { id },
    );
    expect(body.errors).toBeUndefined();
    expect(body.data).toMatchObject({
      shortlistSubmission: { submission: { state: 'SHORTLISTED', payRate: null } },
      requestInterview: {
        submission: { state: 'INTERVIEW', version: 4 },
        events: [{ type: 'submission.interview_requested' }],
      },
    });
    const again = await market.requester.post(`/submissions/${id}/shortlist`);
    expect(again.body).toMatchObject({ status: 409, code: 'step_not_allowed', state: 'interview' });
  });

  test('takes its verbs from its own side only, in its own version', async () => {
    const { id } = await submitted();
    expect((await second.recruiter.post(`/submissions/${id}/withdraw`, { reason: 'x' })).status).toBe(404);
    expect((await first.recruiter.post(`/submissions/${id}/present`)).status).toBe(403);
    const stale = await market.manager.post(`/submissions/${id}/present`, {}, { 'if-match': '"7"' });
    expect(stale.body).toMatchObject({ status: 412, currentVersion: 1 });
    const rejected = await market.manager.post(`/submissions/${id}/reject`, { reason: 'No ICU experience' });
    expect(rejected.body).toMatchObject({ state: 'rejected', reason: 'No ICU experience' });
    expect((await market.requester.get(`/submissions/${id}`)).status).toBe(404);
    expect((await market.manager.post(`/submissions/${id}/mark-duplicate`, { reason: 'x' })).status).toBe(
      409,
    );
  });

  test('ends for the client only where the client saw it', async () => {
    const unseen = await submitted();
    const seen = await presented();
    const reason = { reason: 'Same person as another' };
    await market.manager.post(`/submissions/${unseen.id}/mark-duplicate`, reason);
    await market.manager.post(`/submissions/${seen.id}/mark-duplicate`, reason);
    const feed = async () => (await market.requester.get('/events?limit=200')).text;
    // The feed shows what every transaction of the moment is past.
    await expect.poll(feed).toContain('submission.removed');
    expect(await feed()).not.toContain(unseen.id);
    expect((await market.requester.get(`/submissions/${seen.id}`)).body.state).toBe('duplicate');
  });

  test('expires with the right to represent', async () => {
    const orderId = await market.order(1, [first]);
    const workerId = await market.row('workers', { npi: null });
    const representationId = await market.row('representations', {
      vendor_id: first.id,
      worker_id: workerId,
      right_to_represent_until: '2026-01-11T00:00:00Z',
    });
    const { body } = await submit(first, orderId, representationId);
    await service.moveClock(market.tenantId, '2026-01-11T00:00:00Z');
    expect((await first.recruiter.get(`/submissions/${body.id}`)).body.state).toBe('expired');
  });
});

describe('an offer', () => {
  test('is made by the MSP, accepted by the vendor, confirmed by the client', async () => {
    const { id, offerId, workerId } = await extended();
    expect((await first.recruiter.get(`/offers/${offerId}`)).body).toMatchObject({
      state: 'extended',
      billRate: '98.0000',
      payRate: '60.0000',
      hoursPerWeek: '36.00',
      allowedActions: ['accept', 'counter', 'decline'],
    });
    const worker = await market.member('worker', { workerId });
    const own = await worker.get(`/offers/${offerId}`);
    expect(own.body).toMatchObject({ payRate: '60.0000' });
    expect(own.body).not.toHaveProperty('billRate');
    expect((await market.requester.post(`/offers/${offerId}/confirm`)).body.code).toBe('step_not_allowed');
    expect((await second.recruiter.post(`/offers/${offerId}/accept`)).status).toBe(404);
    expect((await market.requester.post(`/offers/${offerId}/accept`)).status).toBe(403);
    expect((await first.recruiter.post(`/offers/${offerId}/accept`)).body.state).toBe('accepted_by_vendor');
    expect((await first.recruiter.post(`/offers/${offerId}/confirm`)).status).toBe(403);
    const confirmed = await market.requester.post(`/offers/${offerId}/confirm`);
    expect(confirmed.status, confirmed.text).toBe(200);
    expect(confirmed.body).toMatchObject({ state: 'accepted', positionId: expect.any(String) });
    expect(confirmed.body).not.toHaveProperty('payRate');
    expect((await market.manager.get(`/submissions/${id}`)).body.state).toBe('hired');
    expect((await first.recruiter.post(`/offers/${offerId}/decline`, { reason: 'x' })).status).toBe(409);
  });

  test('is within the order’s maximum, the pay within the bill, ahead in time, and of an opening', async () => {
    const made = await presented();
    const offer = (more: object, submissionId = made.id) =>
      market.manager.post('/offers', { submissionId, ...terms, ...more });
    const over = await offer({ billRate: '102.0001' });
    expect([over.status, over.body.code]).toEqual([409, 'offer_over_max']);
    for (const [more, pointer, code] of [
      [{ billRate: '0' }, '/billRate', undefined],
      [{ billRate: '0.0000' }, '/billRate', undefined],
      [{ payRate: '98.01' }, '/payRate', 'above_bill_rate'],
      [{ billRate: '59' }, '/payRate', 'above_bill_rate'],
      [{ startsOn: '2026-01-09' }, '/startsOn', 'in_the_past'],
    ] as const)
      expect((await offer(more)).body).toMatchObject({
        status: 422,
        errors: [{ pointer, ...(code && { code }) }],
      });
    const another = await market.represent(second);
    const other = await submit(second, made.orderId, another.representationId);
    await market.manager.post(`/submissions/${other.body.id}/present`);
    const { body } = await offer({ billRate: '102', payRate: '102', startsOn: '2026-01-10' });
    expect(body.state).toBe('extended');
    await first.recruiter.post(`/offers/${body.id}/accept`);
    expect((await market.requester.post(`/offers/${body.id}/confirm`)).status).toBe(200);
    const full = await offer({}, other.body.id);
    expect([full.status, full.body.code]).toEqual([409, 'no_open_position']);
    const left = (await market.manager.get(`/submissions/${other.body.id}`)).body;
    expect(left).toMatchObject({ state: 'presented' });
    expect(left.allowedActions).not.toContain('extendOffer');
  });

  test('that is declined, rescinded or expired leaves the candidate presented', async () => {
    const declined = await extended();
    const refusal = await first.recruiter.post(`/offers/${declined.offerId}/decline`, { reason: 'Too far' });
    expect(refusal.body).toMatchObject({ state: 'declined', reason: 'Too far' });
    const rescinded = await extended();
    await market.manager.post(`/offers/${rescinded.offerId}/rescind`, { reason: 'Census fell' });
    const lapsed = await extended({ expiresAt: '2026-01-12T00:00:00Z' });
    await service.moveClock(market.tenantId, '2026-01-12T00:00:00Z');
    expect((await market.manager.get(`/offers/${lapsed.offerId}`)).body.state).toBe('expired');
    expect((await first.recruiter.post(`/offers/${lapsed.offerId}/accept`)).body.code).toBe(
      'step_not_allowed',
    );
    for (const { id } of [declined, rescinded, lapsed])
      expect((await market.manager.get(`/submissions/${id}`)).body.state).toBe('presented');
    const again = await market.manager.post('/offers', { submissionId: declined.id, ...terms });
    expect(again.status).toBe(201);
  });

  test('closes with the submission that is withdrawn or rejected', async () => {
    const withdrawn = await extended();
    await first.recruiter.post(`/submissions/${withdrawn.id}/withdraw`, { reason: 'Ill' });
    expect((await market.manager.get(`/offers/${withdrawn.offerId}`)).body.state).toBe('declined');
    const rejected = await extended();
    await market.requester.post(`/submissions/${rejected.id}/reject`, { reason: 'Unit closed' });
    expect((await market.manager.get(`/offers/${rejected.offerId}`)).body.state).toBe('rescinded');
  });

  test('ends with an order that is canceled or closed, each vendor hearing of its own', async () => {
    const made = await extended();
    expect((await first.recruiter.post(`/offers/${made.offerId}/accept`)).status).toBe(200);
    const theirs = await market.represent(second);
    const rival = await submit(second, made.orderId, theirs.representationId);
    expect(rival.status, rival.text).toBe(201);
    const over = await market.requester.post(`/orders/${made.orderId}/cancel`, { reason: 'Budget cut.' });
    expect(over.status, over.text).toBe(200);
    const ended = { state: 'expired', reason: 'The order came to its end.', allowedActions: [] };
    expect((await first.recruiter.get(`/submissions/${made.id}`)).body).toMatchObject(ended);
    expect((await second.recruiter.get(`/submissions/${rival.body.id}`)).body).toMatchObject(ended);
    expect((await first.recruiter.get(`/offers/${made.offerId}`)).body).toMatchObject({ state: 'rescinded' });
    expect((await market.requester.post(`/offers/${made.offerId}/confirm`)).body.code).toBe(
      'step_not_allowed',
    );
    const ends = 'offer.rescinded,submission.expired,submission.removed';
    const heard = async (client: Agency['recruiter'], subject: string) =>
      (await client.get(`/events?limit=200&types=${ends}`)).body.events
        .filter((one: any) => one.subject.id === subject)
        .map(({ type }: any) => type);
    // The feed shows what every transaction of the moment is past.
    await expect.poll(() => heard(first.recruiter, made.offerId)).toEqual(['offer.rescinded']);
    expect(await heard(first.recruiter, made.id)).toEqual(['submission.expired']);
    expect(await heard(second.recruiter, rival.body.id)).toEqual(['submission.expired']);
    expect(await heard(second.recruiter, made.id)).toEqual([]);
    expect(await heard(second.recruiter, made.offerId)).toEqual([]);
    expect(await heard(market.requester, made.id)).toEqual(['submission.removed']);
    expect(await heard(market.requester, rival.body.id)).toEqual([]);
  });

  test('outlives the time to respond to its order', async () => {
    const { orderId, id, offerId } = await extended();
    await service.as(systemActor(market.tenantId), async (tx) => {
      await tx.rows(sql`update orders set state = 'expired', version = version + 1 where id = ${orderId}`);
    });
    await first.recruiter.post(`/offers/${offerId}/accept`);
    expect((await market.requester.post(`/offers/${offerId}/confirm`)).body.state).toBe('accepted');
    expect((await market.manager.get(`/submissions/${id}`)).body.state).toBe('hired');
    const other = await market.manager.post(`/orders/${orderId}/close`);
    expect(other.body.state, other.text).toBe('closed');
    expect((await market.manager.get(`/submissions/${id}`)).body.state).toBe('hired');
  });

  test('is confirmed after its order is held, as whoever ends the order does', async () => {
    const { orderId, id, offerId } = await extended();
    await first.recruiter.post(`/offers/${offerId}/accept`);
    let confirming: Promise<any> | undefined;
    await service.as(systemActor(market.tenantId), async (tx) => {
      await tx.rows(sql`select id from orders where id = ${orderId} for update`);
      confirming = market.requester.post(`/offers/${offerId}/confirm`);
      await someoneWaits(tx);
      await tx.rows(sql`select id from submissions where id = ${id} for update nowait`);
      await tx.rows(sql`select id from offers where id = ${offerId} for update nowait`);
    });
    expect((await confirming).body.state).toBe('accepted');
  });

  test('names what is wrong with its terms', async () => {
    const { id } = await presented();
    const refused = async (more: object) => {
      const { body } = await market.manager.post('/offers', { submissionId: id, ...terms, ...more });
      return [body.status, body.errors?.[0]?.pointer];
    };
    expect(await refused({ endsOn: '2026-01-31' })).toEqual([422, '/endsOn']);
    expect(await refused({ hoursPerWeek: '0' })).toEqual([422, '/hoursPerWeek']);
    expect(await refused({ hoursPerWeek: '168.01' })).toEqual([422, '/hoursPerWeek']);
    expect(await refused({ expiresAt: '2026-01-10T12:00:00Z' })).toEqual([422, '/expiresAt']);
    const unpresented = await submitted();
    const early = await market.manager.post('/offers', { submissionId: unpresented.id, ...terms });
    expect(early.body.code).toBe('step_not_allowed');
    expect((await market.requester.post('/offers', { submissionId: id, ...terms })).status).toBe(403);
  });
});

describe('a vendor that may not supply the program', () => {
  test('submits to none of its orders, though it sees them', async () => {
    const agency = await market.agency();
    const { representationId } = await market.represent(agency);
    const [panel] = (await market.manager.get(`/panel-memberships?vendorId=${agency.id}`)).body.data;
    const step = (verb: string) =>
      market.manager.post(`/panel-memberships/${panel.id}/${verb}`, { reason: 'Below the floor.' });
    for (const barring of ['restrict', 'exit']) {
      expect((await step(barring)).status).toBe(200);
      const orderId = await market.order(1, [agency]);
      expect((await submit(agency, orderId, representationId)).body.code).toBe('vendor_not_supplying');
    }
    expect((await step('readmit')).status).toBe(200);
    const admin = await market.member('tenant_admin');
    const suspend = await admin.post(`/vendors/${agency.id}/suspend`, { reason: 'Insurance lapsed.' });
    expect(suspend.status, suspend.text).toBe(200);
    const orderId = await market.order(1, [agency]);
    expect((await submit(agency, orderId, representationId)).body.code).toBe('vendor_not_supplying');
    expect((await admin.post(`/vendors/${agency.id}/reinstate`)).status).toBe(200);
    expect((await submit(agency, orderId, representationId)).status).toBe(201);
  });
});
