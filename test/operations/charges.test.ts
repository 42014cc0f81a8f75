import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { createPlacementMarket, type Agency, type PlacementMarket } from '../support/placements.ts';
import { agree, place } from '../support/placing.ts';
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
    penaltyWindows: [
      { subject: 'order', noticeUnder: 14, penaltyKind: 'percent_of_week', penaltyValue: '100' },
      {
        subject: 'assignment',
        noticeUnit: 'hours',
        noticeUnder: 48,
        penaltyKind: 'hours',
        penaltyValue: '12',
      },
    ],
  });
  await service.moveClock(market.tenantId, '2026-01-15T15:00:00Z');
});

const chargesOf = async (assignmentId: string, client = market.manager) =>
  (await client.get(`/charges?assignmentId=${assignmentId}`)).body.data;

describe('an order that its buyer cancels', () => {
  test('with notice enough costs nothing; nine days before the start a week of its hours, once and explained', async () => {
    const early = await place(market, agency);
    const late = await place(market, agency);
    const other = await place(market, rival);
    expect(
      (await market.requester.post(`/orders/${early.orderId}/cancel`, { reason: 'Census fell' })).status,
    ).toBe(200);
    expect(await chargesOf(early.id)).toEqual([]);
    await service.moveClock(market.tenantId, '2026-01-23T15:00:00Z');
    const canceled = await market.manager.graphql(
      `mutation($id: ID!) { cancelOrder(input: { orderId: $id, reason: "Census fell" }) { order { state } events { type reason data } } }`,
      { id: late.orderId },
    );
    expect(canceled.body.errors).toBeUndefined();
    expect(canceled.body.data.cancelOrder.events).toContainEqual({
      type: 'charge.computed',
      reason: null,
      data: { kind: 'penalty', sourceNoun: 'assignment', sourceId: late.id },
    });
    const [charge] = await chargesOf(late.id);
    expect(charge).toMatchObject({
      kind: 'penalty',
      sourceNoun: 'assignment',
      sourceId: late.id,
      orderId: late.orderId,
      vendorId: agency.id,
      dueOn: '2026-01-23',
      hours: '36.00',
      rate: '98.0000',
      amount: '3528.00',
      currency: 'USD',
      state: 'computed',
      explanation: [
        { name: 'notice', result: '9' },
        { name: 'window', result: '36.00' },
        { name: 'penalty', result: '3528.00' },
      ],
      allowedActions: ['waive'],
    });
    // Where no agreement covers the day nothing is owed.
    await market.manager.post(`/orders/${other.orderId}/cancel`, { reason: 'Census fell' });
    expect(await chargesOf(other.id)).toEqual([]);
    const stranger = await market.member('requester', { programIds: [randomUUID()] });
    const worker = await market.member('worker', { workerId: late.workerId });
    const missing = (await market.manager.get(`/charges/${randomUUID()}`)).body.code;
    for (const client of [rival.recruiter, stranger]) {
      const answer = await client.get(`/charges/${charge.id}`);
      expect([answer.status, answer.body.code]).toEqual([404, missing]);
      expect(await chargesOf(late.id, client)).toEqual([]);
    }
    expect((await worker.get('/charges')).status).toBe(403);
    expect(await chargesOf(late.id, agency.recruiter)).toMatchObject([{ id: charge.id, amount: '3528.00' }]);
    expect((await agency.recruiter.get(`/charges/${charge.id}`)).body).not.toHaveProperty('workerId');
    const told = await agency.recruiter.get('/events?types=charge.computed');
    expect(told.body.events).toHaveLength(1);
    // Ids may hold these digits by chance.
    expect(told.text.replaceAll(/[0-9a-f-]{36}/g, '')).not.toMatch(/3528|98\.0000/);
    expect((await rival.recruiter.get('/events?types=charge.computed')).body.events).toEqual([]);
  });
});

describe('a charge', () => {
  test('is waived by the program’s manager, with a reason, in the version that was seen', async () => {
    const { id } = (await market.manager.get('/charges?kind=penalty&state=computed')).body.data[0];
    const path = `/charges/${id}/waive`;
    const reason = { reason: 'Goodwill' };
    expect((await market.requester.post(path, reason)).status).toBe(403);
    expect((await agency.recruiter.post(path, reason)).status).toBe(403);
    expect((await market.manager.post(path, {})).status).toBe(422);
    expect((await market.manager.post(path, reason, { 'if-match': '"7"' })).body.code).toBe('stale_version');
    expect((await market.manager.post(`/charges/${randomUUID()}/waive`, reason)).status).toBe(404);
    const waived = await market.manager.graphql(
      'mutation($id: ID!) { waiveCharge(input: { chargeId: $id, reason: "Goodwill" }) { charge { state waivedBecause } } }',
      { id },
    );
    expect(waived.body.data.waiveCharge.charge).toEqual({ state: 'WAIVED', waivedBecause: 'Goodwill' });
    expect((await market.manager.post(path, reason)).body.code).toBe('step_not_allowed');
  });
});

describe('a placement that is canceled before its first day', () => {
  test('by the client inside the window costs the hours agreed, and is no fall-off', async () => {
    await service.moveClock(market.tenantId, '2026-01-31T03:00:00Z');
    const { id, orderId, submissionId } = await place(market, agency);
    const refused = await agency.recruiter.post(`/assignments/${id}/cancel`, {
      canceledBy: 'client',
      reason: 'x',
    });
    expect(refused.body.errors).toMatchObject([{ pointer: '/canceledBy', code: 'not_yours' }]);
    const canceled = await market.requester.post(`/assignments/${id}/cancel`, { reason: 'Census fell' });
    expect(canceled.status, canceled.text).toBe(200);
    expect(canceled.body).toMatchObject({ state: 'canceled', canceledBy: 'client' });
    // 26 hours before midnight of the first day at the facility.
    expect(await chargesOf(id)).toMatchObject([
      { amount: '1176.00', hours: '12.00', explanation: [{ name: 'notice', result: '26' }, {}, {}] },
    ]);
    expect((await market.manager.get(`/submissions/${submissionId}`)).body.state).toBe('expired');
    expect((await market.manager.get(`/orders/${orderId}`)).body.state).toBe('open');
  });

  test('by the vendor, or by its worker, costs nothing', async () => {
    for (const said of [{}, { canceledBy: 'worker' }]) {
      const { id, submissionId } = await place(market, agency);
      const path = `/assignments/${id}/cancel`;
      expect((await market.requester.post(path, { canceledBy: 'vendor', reason: 'x' })).status).toBe(422);
      const canceled = await agency.recruiter.post(path, { ...said, reason: 'Took another post' });
      expect(canceled.body).toMatchObject({ state: 'canceled', canceledBy: 'vendor', ...said });
      expect(await chargesOf(id)).toEqual([]);
      expect((await market.manager.get(`/submissions/${submissionId}`)).body.state).toBe('fell_off');
    }
  });
});
