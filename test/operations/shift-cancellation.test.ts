import { beforeAll, describe, expect, test } from 'vitest';
import { createPlacementMarket, type Agency, type PlacementMarket } from '../support/placements.ts';
import { startService, type Client, type Service } from '../support/service.ts';
import { shiftMarket, type Nurse, type ShiftMarket } from '../support/shifts.ts';

let service: Service;
let market: PlacementMarket;
let shifts: ShiftMarket;
let agency: Agency;
let rival: Agency;
let ana: Nurse;
let orderId: string;
let agreementId: string;

beforeAll(async () => {
  service = await startService();
  market = await createPlacementMarket(service);
  shifts = shiftMarket(market);
  agency = await market.agency();
  rival = await market.agency();
  ana = await shifts.nurse(agency);
  orderId = await shifts.order([agency, rival]);
  agreementId = await market.row('agreements', {
    vendor_id: agency.id,
    effective: '[2026-01-04,2027-01-03)',
  });
  await market.row('agreement_penalty_windows', {
    agreement_id: agreementId,
    vendor_id: agency.id,
    subject: 'shift',
    notice_unit: 'hours',
    notice: '[0,4)',
    penalty_kind: 'hours',
    penalty_value: '2',
  });
});

const ok = <Given extends { status: number; text: string; body: any }>(answer: Given, status = 200): any => {
  expect(answer.status, answer.text).toBe(status);
  return answer.body;
};

async function booked(day: string, nurse = ana, order = orderId) {
  const id = await shifts.shift(order, day);
  const { representationId } = nurse;
  ok(await nurse.agency.recruiter.post(`/shifts/${id}/book`, { representationId }));
  return id;
}
const chargesOf = async (sourceId: string, client: Client = market.manager) =>
  ok(await client.get(`/charges?sourceId=${sourceId}`)).data;

describe('a cancellation', () => {
  test('90 minutes before the start costs two hours at the regular rate (Lakeshore, step 11)', async () => {
    const id = await booked('2026-01-12');
    await service.moveClock(market.tenantId, '2026-01-12T10:30:00Z');
    const canceled = ok(await market.requester.post(`/shifts/${id}/cancel`, { reason: 'low_census' }));
    expect(canceled).toMatchObject({
      state: 'canceled',
      canceledBy: 'client',
      cancelReason: 'low_census',
      noticeMinutes: 90,
      penaltyHours: '2.00',
      penaltyAmount: '196.00',
      workerId: ana.workerId,
    });
    const [charge, ...more] = await chargesOf(id);
    expect(more).toEqual([]);
    expect(charge).toMatchObject({ kind: 'penalty', hours: '2.00', amount: '196.00', vendorId: agency.id });
    expect(await chargesOf(id, agency.recruiter)).toHaveLength(1);
    expect(await chargesOf(id, rival.recruiter)).toEqual([]);
    expect((await ana.client.get('/charges')).status).toBe(403);
    const again = await market.requester.post(`/shifts/${id}/cancel`, { reason: 'other' });
    expect(again.body.code).toBe('step_not_allowed');
  });

  test('with longer notice costs nothing, over GraphQL as well', async () => {
    const id = await booked('2026-01-20');
    const asked = `mutation ($id: ID!) { cancelShift(input: { shiftId: $id, reason: SCHEDULE_CHANGED }) { shift { state penaltyAmount } } }`;
    const answer = await market.manager.graphql(asked, { id });
    expect(answer.body.data?.cancelShift?.shift, answer.text).toEqual({
      state: 'CANCELED',
      penaltyAmount: null,
    });
    expect(await chargesOf(id)).toEqual([]);
  });

  test('of an open shift closes what was asked of it, and tells no vendor', async () => {
    const id = await shifts.shift(orderId, '2026-01-21', { instantBook: false });
    const { representationId } = ana;
    const request = ok(await agency.recruiter.post(`/shifts/${id}/request`, { representationId }));
    ok(await market.requester.post(`/shifts/${id}/cancel`, { reason: 'posted_in_error', note: 'Twice' }));
    expect(ok(await agency.recruiter.get(`/shift-requests/${request.id}`)).state).toBe('superseded');
    expect((await agency.recruiter.get(`/shifts/${id}`)).status).toBe(404);
    expect(ok(await market.manager.get(`/shifts/${id}`)).cancelNote).toBe('Twice');
  });

  test('is the client’s and the operator’s, of shifts that they see', async () => {
    const id = await booked('2026-01-22');
    const by = (client: Client) => client.post(`/shifts/${id}/cancel`, { reason: 'other' });
    expect((await by(agency.recruiter)).status).toBe(403);
    expect((await by(ana.client)).status).toBe(403);
    const elsewhere = await market.member('requester', { facilityIds: [] });
    expect((await by(elsewhere)).status).toBe(404);
    const stale = await market.requester.post(
      `/shifts/${id}/cancel`,
      { reason: 'other' },
      { 'if-match': '"1"' },
    );
    expect(stale.status, stale.text).toBe(412);
  });

  test('of an order takes its open shifts along, and the scheduled ones with their penalty', async () => {
    const order = await shifts.order([agency]);
    const open = await shifts.shift(order, '2026-01-14');
    const late = await booked('2026-01-13', await shifts.nurse(agency), order);
    await service.moveClock(market.tenantId, '2026-01-13T10:00:00Z');
    ok(await market.manager.post(`/orders/${order}/cancel`, { reason: 'The unit closed.' }));
    expect(ok(await market.manager.get(`/shifts/${open}`))).toMatchObject({
      state: 'canceled',
      canceledBy: 'order',
      penaltyAmount: null,
    });
    expect(ok(await market.manager.get(`/shifts/${late}`))).toMatchObject({
      state: 'canceled',
      cancelReason: 'order_canceled',
      penaltyAmount: '196.00',
    });
  });

  test('of an order that is closed takes what is booked along too, and leaves what began to be told', async () => {
    const order = await shifts.order([agency]);
    const nurse = await shifts.nurse(agency);
    const begun = await booked('2026-01-13', nurse, order);
    const ahead = await booked('2026-01-14', nurse, order);
    await service.moveClock(market.tenantId, '2026-01-13T12:30:00Z');
    ok(await market.manager.post(`/orders/${order}/close`));
    const stateOf = async (id: string) => ok(await market.manager.get(`/shifts/${id}`));
    expect(await stateOf(begun)).toMatchObject({ state: 'scheduled' });
    expect(await stateOf(ahead)).toMatchObject({ state: 'canceled', canceledBy: 'order' });
  });
});

describe('a call-off of guaranteed hours', () => {
  let assignmentId: string;
  let scheduled: string[];

  beforeAll(async () => {
    await market.row('agreement_guarantees', {
      agreement_id: agreementId,
      vendor_id: agency.id,
      hours_per_week: '36',
      free_call_offs: 1,
      period_weeks: 2,
    });
    const contract = await market.order(1, [agency]);
    const { representationId } = await market.represent(agency);
    const proposal = { orderId: contract, representationId, billRate: '98', availableOn: '2026-01-18' };
    const submission = ok(await agency.recruiter.post('/submissions', proposal), 201);
    ok(await market.manager.post(`/submissions/${submission.id}/present`));
    const terms = { billRate: '98', startsOn: '2026-01-18', endsOn: '2026-04-18', hoursPerWeek: '36' };
    const offer = ok(await market.manager.post('/offers', { submissionId: submission.id, ...terms }), 201);
    ok(await agency.recruiter.post(`/offers/${offer.id}/accept`));
    ok(await market.requester.post(`/offers/${offer.id}/confirm`));
    assignmentId = ok(await market.manager.get(`/assignments?offerId=${offer.id}`)).data[0].id;
    ok(
      await market.manager.post(`/assignments/${assignmentId}/schedule`, {
        weekdays: ['monday', 'wednesday', 'friday'],
        startTime: '07:00',
        endTime: '19:30',
        mealMinutes: 30,
        firstOn: '2026-01-19',
        lastOn: '2026-01-31',
      }),
      200,
    );
    const found = ok(await market.manager.get(`/shifts?assignmentId=${assignmentId}&sort=startsAt`)).data;
    scheduled = found.map(({ id }: { id: string }) => id);
    expect(scheduled).toHaveLength(6);
  });

  const callOff = (id: string, client: Client = market.requester) =>
    client.post(`/shifts/${id}/call-off`, {});

  test('is free once a period, then bills the hours below the guarantee (Lakeshore, step 8)', async () => {
    const [first, , , second] = scheduled as [string, string, string, string];
    const exposure = async (id: string) => ok(await market.requester.get(`/shifts/${id}/call-off-exposure`));
    expect(await exposure(first)).toMatchObject({ isFree: true, amount: '0.00', callOffs: 0 });
    const refused = await market.requester.post(`/shifts/${first}/cancel`, { reason: 'low_census' });
    expect(refused.body.code).toBe('hours_guaranteed');
    expect(ok(await callOff(first))).toMatchObject({ state: 'canceled', calledOff: true });
    expect(await exposure(second)).toMatchObject({
      isFree: false,
      hours: '12.00',
      amount: '1176.00',
      periodStartsOn: '2026-01-18',
      periodEndsOn: '2026-01-31',
    });
    const asked = `mutation ($id: ID!) { callOffShift(input: { shiftId: $id }) { shift { state calledOff } } }`;
    const answer = await market.manager.graphql(asked, { id: second });
    expect(answer.body.data?.callOffShift?.shift, answer.text).toEqual({
      state: 'CANCELED',
      calledOff: true,
    });

    await service.moveClock(market.tenantId, '2026-01-18T14:00:00Z');
    ok(await market.requester.post(`/assignments/${assignmentId}/start`, { startedOn: '2026-01-18' }));
    await service.moveClock(market.tenantId, '2026-02-01T05:00:00Z');
    const [period] = ok(await market.manager.get(`/call-off-periods?assignmentId=${assignmentId}`)).data;
    expect(period).toMatchObject({
      state: 'settled',
      callOffs: 2,
      chargedHours: '12.00',
      chargedAmount: '1176.00',
    });
    const [charge] = await chargesOf(period.id);
    expect(charge).toMatchObject({ kind: 'guarantee', hours: '12.00', amount: '1176.00', state: 'computed' });
    const [item] = ok(await market.manager.get(`/billing-items?sourceId=${charge.id}`)).data;
    expect(item).toMatchObject({
      kind: 'guarantee',
      amount: '1176.00',
      feeAmount: '0.00',
      vendorAmount: '1176.00',
      state: 'approved',
    });
    expect(ok(await agency.recruiter.get('/call-off-periods')).data).toHaveLength(1);
    expect(ok(await rival.recruiter.get('/call-off-periods')).data).toEqual([]);
  });

  test('is reckoned anew when the hours of its weeks are approved', async () => {
    const [period] = ok(await market.manager.get(`/call-off-periods?assignmentId=${assignmentId}`)).data;
    const sheet = ok(
      await agency.recruiter.post('/timesheets', { assignmentId, weekStartsOn: '2026-01-25' }),
      201,
    );
    // Four long days make up for the shift that was called off, but for one hour.
    const days = ['2026-01-26', '2026-01-27', '2026-01-28'];
    const entries = days.map((day, at) => ({
      startsAt: `${day}T12:00:00Z`,
      endsAt: at === 2 ? `${day}T23:00:00Z` : `${days[at + 1]}T00:00:00Z`,
      meals: [],
    }));
    ok(await agency.recruiter.put(`/timesheets/${sheet.id}/entries`, { entries }));
    ok(await agency.recruiter.post(`/timesheets/${sheet.id}/submit`));
    ok(await market.requester.post(`/timesheets/${sheet.id}/approve`));
    const again = ok(await market.manager.get(`/call-off-periods/${period.id}`));
    expect(again).toMatchObject({ state: 'settled', chargedHours: '1.00', chargedAmount: '98.00' });
    const charges = await chargesOf(period.id);
    expect(charges.map(({ amount, state }: any) => `${amount} ${state}`).toSorted()).toEqual([
      '1176.00 waived',
      '98.00 computed',
    ]);
    const items = ok(
      await market.manager.get(`/billing-items?assignmentId=${assignmentId}&kind=guarantee`),
    ).data;
    expect(items.map(({ amount, state }: any) => `${amount} ${state}`).toSorted()).toEqual([
      '1176.00 void',
      '98.00 approved',
    ]);
  });

  test('is refused of shifts without a guarantee, of a past start, and to the other sides', async () => {
    const perDiem = await booked('2026-02-12');
    expect((await callOff(perDiem)).body.code).toBe('no_hours_guaranteed');
    expect((await callOff(scheduled[1]!)).body.code).toBe('shift_has_begun');
    expect((await callOff(scheduled[0]!)).body.code).toBe('step_not_allowed');
    expect((await callOff(scheduled[1]!, agency.recruiter)).status).toBe(403);
  });
});
