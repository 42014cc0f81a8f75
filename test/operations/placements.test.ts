import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { createPlacementMarket, type Agency, type PlacementMarket } from '../support/placements.ts';
import { agree } from '../support/placing.ts';
import { startService, type Service } from '../support/service.ts';

let service: Service;
let market: PlacementMarket;
let agency: Agency;
let rival: Agency;

beforeAll(async () => {
  service = await startService();
  market = await createPlacementMarket(service);
  agency = await market.agency();
  rival = await market.agency();
  await agree(market, agency, {
    placementTerms: {
      feeKind: 'percent_of_salary',
      feeValue: '20',
      guaranteeDays: 90,
      refundKind: 'pro_rata',
    },
  });
  await agree(market, rival, {
    placementTerms: {
      feeKind: 'flat',
      feeValue: '15000',
      guaranteeDays: 60,
      refundKind: 'steps',
      refundSteps: [{ throughDay: 30, percent: '100' }],
    },
  });
});

const direct = {
  type: 'direct_hire',
  bill_rate: null,
  max_bill_rate: null,
  guaranteed_hours: null,
  posted_rate_from: null,
  posted_rate_to: null,
  pay_rate_from: null,
  pay_rate_to: null,
  salary_from: '90000',
  salary_to: '100000',
};

/** Somebody whom the client is to hire at 96,000 a year from 1 February on. */
async function hired(vendor = agency) {
  const orderId = await market.order(1, [vendor], direct);
  const { workerId, representationId } = await market.represent(vendor);
  const submission = await vendor.recruiter.post('/submissions', {
    orderId,
    representationId,
    annualSalary: '96000',
    availableOn: '2026-02-01',
  });
  expect(submission.status, submission.text).toBe(201);
  const { id: submissionId } = submission.body;
  await market.manager.post(`/submissions/${submissionId}/present`);
  const offer = await market.manager.post('/offers', {
    submissionId,
    annualSalary: '96000',
    startsOn: '2026-02-01',
    hoursPerWeek: '40',
  });
  expect(offer.status, offer.text).toBe(201);
  await vendor.recruiter.post(`/offers/${offer.body.id}/accept`);
  const confirmed = await market.requester.post(`/offers/${offer.body.id}/confirm`);
  expect(confirmed.status, confirmed.text).toBe(200);
  const { body } = await market.manager.get(`/placements?offerId=${offer.body.id}`);
  return { orderId, workerId, submissionId, id: body.data[0].id as string };
}

const chargesOf = async (id: string, client = market.manager) =>
  (await client.get(`/charges?sourceId=${id}&sort=amount`)).body.data;
const stateOf = async (path: string) => (await market.manager.get(path)).body.state;
const start = (id: string, client = market.requester, startedOn = '2026-02-01') =>
  client.post(`/placements/${id}/start`, { startedOn });
const leave = (id: string, leftOn: string, client = market.requester) =>
  client.post(`/placements/${id}/report-departure`, { leftOn, reason: 'Moved away' });

describe('a hire by the client itself', () => {
  test('is a placement and no assignment, and each side reads its part of it', async () => {
    const { id, orderId, workerId, submissionId } = await hired();
    expect((await market.manager.get(`/assignments?orderId=${orderId}`)).body.data).toEqual([]);
    const read = await market.manager.get(`/placements/${id}?include=order,worker,position`);
    expect(read.body).toMatchObject({
      state: 'accepted',
      orderId,
      submissionId,
      annualSalary: '96000.00',
      startsOn: '2026-02-01',
      fee: null,
      order: { state: 'filled' },
      position: { state: 'filled' },
    });
    const worker = await market.member('worker', { workerId });
    expect((await worker.get(`/placements/${id}`)).body).toMatchObject({ annualSalary: '96000.00' });
    expect((await worker.get(`/placements/${id}`)).body).not.toHaveProperty('fee');
    expect((await agency.recruiter.get(`/placements/${id}`)).body).toMatchObject({ fee: null });
    expect((await agency.recruiter.get(`/placements/${id}`)).body).not.toHaveProperty('positionId');
    const [foreign, missing] = [await rival.recruiter.get(`/placements/${id}`), randomUUID()];
    expect(foreign.status).toBe(404);
    expect((await rival.recruiter.get(`/placements/${missing}`)).body.code).toBe(foreign.body.code);
    // The client knows who it is that it hires, and is told no more where the hire came to nothing.
    const person = async () => (await market.requester.get(`/workers/${workerId}`)).body;
    expect(await person()).toHaveProperty('legalLastName');
    await agency.recruiter.post(`/placements/${id}/fall-off`, { reason: 'Stays' });
    expect(await person()).toMatchObject({ displayName: 'A. Nurse' });
    expect(await person()).not.toHaveProperty('legalLastName');
  });

  test('that comes to nothing before the first day opens its position again', async () => {
    const { id, orderId, submissionId } = await hired();
    const path = `/placements/${id}/fall-off`;
    expect((await rival.recruiter.post(path, { reason: 'x' })).status).toBe(404);
    expect((await market.requester.post(path, { reason: 'x' })).status).toBe(403);
    expect((await agency.recruiter.post(path, { reason: 'x' }, { 'if-match': '"5"' })).status).toBe(412);
    const fallen = await agency.recruiter.graphql(
      'mutation($id: ID!) { fallOffPlacement(input: { placementId: $id, reason: "Stays" }) { placement { state } } }',
      { id },
    );
    expect(fallen.body.data.fallOffPlacement.placement.state).toBe('FELL_OFF');
    expect(await stateOf(`/orders/${orderId}`)).toBe('open');
    expect(await stateOf(`/submissions/${submissionId}`)).toBe('fell_off');
    expect((await start(id)).body.code).toBe('step_not_allowed');
    expect(await chargesOf(id)).toEqual([]);
  });

  test('ends with its order, as long as nobody has begun', async () => {
    const { id, orderId } = await hired();
    expect((await market.manager.post(`/orders/${orderId}/cancel`, { reason: 'Frozen' })).status).toBe(200);
    expect(await stateOf(`/placements/${id}`)).toBe('fell_off');
  });
});

describe('the fee', () => {
  test('is charged on the first day, once, and part of it comes back within the guarantee', async () => {
    const { id } = await hired();
    const flat = await hired(rival);
    const [long, spared] = [await hired(), await hired()];
    await service.moveClock(market.tenantId, '2026-02-01T15:00:00Z');
    expect((await start(id, market.requester, '2026-02-02')).body.errors).toMatchObject([
      { code: 'in_the_future' },
    ]);
    expect((await start(id, market.requester, '2026-01-31')).body.errors).toMatchObject([
      { code: 'before_agreed_start' },
    ]);
    expect((await start(id, agency.recruiter)).status).toBe(403);
    const begun = await start(id);
    expect(begun.body, begun.text).toMatchObject({
      state: 'started',
      feeKind: 'percent_of_salary',
      fee: '19200.00',
      guaranteeDays: 90,
      guaranteeEndsOn: '2026-05-01',
    });
    expect((await start(id)).body.code).toBe('step_not_allowed');
    expect(await chargesOf(id, agency.recruiter)).toMatchObject([
      {
        kind: 'placement_fee',
        amount: '19200.00',
        dueOn: '2026-02-01',
        sourceNoun: 'placement',
        state: 'computed',
      },
    ]);
    await start(flat.id, market.manager);
    await start(long.id);
    await start(spared.id);
    await service.moveClock(market.tenantId, '2026-03-03T15:00:00Z');
    expect((await leave(id, '2026-01-31')).body.errors).toMatchObject([{ code: 'before_start' }]);
    expect((await leave(id, '2026-03-04')).body.errors).toMatchObject([{ code: 'in_the_future' }]);
    expect((await leave(id, '2026-03-02', agency.recruiter)).status).toBe(403);
    const left = await leave(id, '2026-03-02');
    expect(left.body, left.text).toMatchObject({ state: 'left', leftOn: '2026-03-02' });
    expect(await chargesOf(id)).toMatchObject([
      {
        kind: 'placement_refund',
        amount: '-12800.00',
        explanation: [
          { name: 'guarantee', result: 'within' },
          { name: 'refund', result: '-12800.00' },
        ],
      },
      { kind: 'placement_fee', amount: '19200.00' },
    ]);
    // Both wait for the next invoice as what they are, for the charge that each is of; and wait no more once let go of.
    const billed = async () => {
      const { data: items } = (await market.manager.get('/billing-items?sourceNoun=charge&limit=200')).body;
      const mine = new Set((await chargesOf(id)).map((charge: { id: string }) => charge.id));
      return items
        .filter(({ sourceId }: any) => mine.has(sourceId))
        .map(({ kind, amount, state }: any) => `${kind} ${amount} ${state}`)
        .toSorted();
    };
    expect(await billed()).toEqual([
      'placement_fee 19200.00 approved',
      'placement_refund -12800.00 approved',
    ]);
    // Of a fee that is let go of nothing comes back, before the person left or after.
    const waive = async (placementId: string) => {
      const [fee] = (await chargesOf(placementId)).filter(
        (one: { kind: string }) => one.kind === 'placement_fee',
      );
      return market.manager.post(`/charges/${fee.id}/waive`, { reason: 'Goodwill' });
    };
    expect((await waive(id)).status).toBe(200);
    expect(await chargesOf(id)).toMatchObject([{ state: 'waived' }, { state: 'waived' }]);
    expect(await billed()).toEqual(['placement_fee 19200.00 void', 'placement_refund -12800.00 void']);
    expect((await waive(spared.id)).status).toBe(200);
    expect((await leave(spared.id, '2026-03-02')).status).toBe(200);
    expect(await chargesOf(spared.id)).toMatchObject([{ kind: 'placement_fee', state: 'waived' }]);
    // Day 30 of the steps brings all of it back, day 31 nothing.
    await leave(flat.id, '2026-03-03');
    expect(await chargesOf(flat.id)).toMatchObject([{ amount: '15000.00' }]);
    // Who stays is the client's own, whatever happens after.
    await service.moveClock(market.tenantId, '2026-05-01T15:00:00Z');
    expect(await stateOf(`/placements/${long.id}`)).toBe('started');
    await service.moveClock(market.tenantId, '2026-05-02T15:00:00Z');
    expect(await stateOf(`/placements/${long.id}`)).toBe('guaranteed');
    const after = await market.manager.graphql(
      `mutation($id: ID!) { reportDeparture(input: { placementId: $id, leftOn: "2026-05-02", reason: "Retired" })
        { placement { state } events { type } } }`,
      { id: long.id },
    );
    expect(after.body.data.reportDeparture).toEqual({
      placement: { state: 'LEFT' },
      events: [{ type: 'placement.left' }],
    });
    expect(await chargesOf(long.id)).toHaveLength(1);
  });

  test('is spend of a direct hire by days as by months, also to the vendor that sees the order no more', async () => {
    const orders = async () => (await rival.recruiter.get('/orders')).body.data;
    const [{ id }] = await orders();
    expect((await market.manager.post(`/orders/${id}/close`)).status).toBe(200);
    expect(await orders()).toEqual([]);
    for (const to of ['2026-02-28', '2026-02-27']) {
      const spend = `metrics=spend_accrued&by=engagement_kind&from=2026-02-01&to=${to}`;
      const { body } = await rival.recruiter.get(`/reports/query?${spend}`);
      expect(body.rows, to).toMatchObject([{ engagementKind: 'direct_hire', value: '15000.00' }]);
    }
  });
});
